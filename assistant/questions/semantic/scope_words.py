"""What these records never hold, by the words that ask for it."""

from __future__ import annotations

ABSENT = {
    "quotas or targets": "quota, quotas, target, targets, attainment, goal, goals, on track, above plan, plan attainment",
    "commissions or pay": "commission, commissions, bonus, bonuses, variable pay, salary, salaries, wage, wages, payroll, earn, earns, paid, pay",
    "costs or margins": "margin, margins, profit, profits, profitability, profitable, cost of goods, cogs, ebitda, gross margin, markup, expenses",
    "people at the customer": "ceo, cto, cfo, cio, chief executive, decision maker, decision makers, chairman, founder, founders, procurement, purchasing contact",
    "competitors": "competitor, competitors, competition, rival, rivals, vendor, vendors, competing",
    "payment terms": "payment terms, net 30, net 60, overdue, unpaid, payment, payments, credit limit, credit rating, solvency",
    "distances from a figure": "how far, distance from",
    "weighted values": "weighted, weighted pipeline, expected value, expected revenue, probability weighted",
    "forecasts": "forecast, forecasts, predict, prediction, predicted, projected, projection, expected to, will we, will be, will turn, will close, will win, will sign, will book, will buy, will turn into,  going to, "
    "likely to, outlook, budget, budgets, estimate for next",
    "reasons": "why, how come, cause, caused, causes, because of what, root cause, explain",
    "quantities per order": "units, pieces, quantity per order, unit count, seats, licences, licenses",
    "opinions": "do you think, your opinion, must we, fire, let go, in your view, should we, recommend, advice, advise, better strategy, worth pursuing, promising",
    "contracts": "contract, contracts, renewal, renewals, renew, churn, churned, retention, nps, net promoter, sla",
    "text searches inside names": "contains, contain, containing, anywhere in the name, starting with, starts with, begins with, the letters, with the letters, in its name, in their name, anywhere in",
    "the wider world": "live in, lives in, living in, population, gdp, capital of, inflation",
    "the weather": "weather, rain, temperature, news, stock price, share price, exchange rate",
    "people's private data": "birthday, birthdays, date of birth, address, home address, age of the rep, holiday, vacation, sick, gender, hired, hire date, "
    "hiring date, tenure, seniority, password, passwords",
}

VAGUE = (
    "big, large, small, important, huge, high, long, old, cheap, expensive, good, bad, key, major, minor, significant, "
    "strategic, vip, too long, struggling accounts, healthy, unhealthy, stale, stuck, slow, fast, lazy, weak, strong, larger, bigger, smaller, hot, cold, decent, proper, "
    "high value, high-value, low value, valuable, interesting, well, poorly, badly"
)
