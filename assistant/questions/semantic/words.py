"""The words people use, each with the concept it stands for."""

from __future__ import annotations

ENTITIES = {
    "deal": "deal, deals, opportunity, opportunities, opp, opps, oppty, oppties, oportunity, engagement, engagements",
    "account": "account, accounts, customer, customers, client, clients, company, companies, logo, logos, buyer, buyers, "
    "organisation, organisations, organization, organizations, firm, firms, acct, accts, existing buyers, past buyers, previous buyers, repeat buyers, patron, clientele, enterprise, "
    "enterprises, business customer, business customers",
    "owner": "rep, reps, anyone, anybody, everyone who works, everybody who works, agent, agents, seller, sellers, salesperson, salespeople, salespersons, sales person, "
    "sales people, sales rep, sales reps, sales agent, sales agents, salesman, salesmen, saleswoman, ae, aes, "
    "account executive, account executives, colleague, team member, team members, "
    "representative, representatives, sales representative, sales representatives, person, people, persons, guy, guys, "
    "individual, individuals, sales staff, salesforce, closer, closers, member, members, owner, deal owner, folks, "
    "direct reports, account owner, performer, performers",
    "manager": "manager, managers, mgr, mgrs, boss, bosses, team lead, team leads, team leader, team leaders, supervisor, "
    "supervisors, sales manager, sales managers, team, teams, squad, squads, line manager, crew",
    "product": "product, products, item, items, sku, skus, articles, thing we sell, offerings, offering",
    "product.series": "series, product line, product lines, line, lines, family, families, product family, "
    "product families, product series, product range",
    "owner.region": "region, regions, office, offices, regional office, regional offices, territory, territories, "
    "sales region, sales regions, sales office, sales offices, area, areas",
    "account.industry": "sector, sectors, industry, industries, vertical, verticals, branch, branches, line of business, "
    "customer sector, customer industry",
    "account.country": "country, countries, headquarter, headquarters, headquartered, hq, head office, head offices, hq'd, where exactly, based where,  nation, nations, office location, office locations, hq country, "
    "headquarters country, headquarter country, country of headquarters, country of head office, home country, "
    "hq location, location, locations",
    "parent": "parent company, parent companies, parent, parents, mother company, mother companies, parent account, "
    "parent accounts, corporate group, corporate groups, corporate parent, corporate parents, group level, holding company",
    "subsidiary": "subsidiary, subsidiaries, subsidary, subsidaries, daughter, daughters, daughter company, "
    "daughter companies, subs, child company, child companies, child account, child accounts",
    "deal.stage": "stage, stages, deal stage, deal stages, open stage, pipeline stage, status, statuses",
    "ticket": "ticket, tickets, case, cases, support ticket, support tickets, support case, support cases, "
    "service case, service cases, service ticket, service tickets, support request, support requests",
    "contact": "contact, contacts, contact person, contact persons, contact people",
    "order": "order, orders, purchase order, purchase orders",
    "subscription": "subscription, subscriptions, subscriber, subscribers",
    "invoice": "invoice, invoices, bill, bills",
    "lead": "lead, leads",
    "campaign": "campaign, campaigns",
    "activity": "activity, activities, call, calls, meeting, meetings, task, tasks, note, notes",
}

TIME_UNITS = {
    "month": "month, months, monthly, month by month, month wise, calendar month, month after month, mth",
    "quarter": "quarter, quarters, quarterly, quarter by quarter, calendar quarter, quarter over quarter, qtr",
    "week": "week, weeks, weekly, week by week, calendar week",
    "year": "year, years, yearly, annually, year by year",
    "weekday": "weekday, weekdays, day of the week, days of the week, day of week, week day",
    "decade": "decade, decades",
    "day": "day, days",
}

STATES = {
    "won": "brought home, bring home, existing buyers, past buyers, previous buyers, closed business, close business, closing business, won, win, wins, winning, victory, victories, landed, land, lands, landing, closed won, close won, sold, sell, "
    "sells, selling, sale, bought, buy, buys, buying, purchased, purchase, purchases, purchasing, signed, "
    "success, successes, succeeded, succeed, successful, successfully closed, closed successfully, closed with success, successfully, "
    "bought from us, secured, sealed, scored, converted into a win, successful deal, successful deals, came through, "
    "gone our way, went our way, in our favor, in our favour, bagged, clinched, sold to, closed with success, win count",
    "lost": "lost, lose, loses, losing, loss, losses, closed lost, close lost, dropped, fell through, fall through, "
    "fallen through, turned down, turned us down, turn us down, failed, unsuccessful, defeat, defeats, slipped away, "
    "went wrong, did not get, didn't get, failures, walked away, rejected us, said no, said no to, slipped through, "
    "didn't win, did not win, turning down, drops, let slip, missed out on",
    "open": "open, in the works, running, ongoing, live, in play, still open, active, in progress, pipeline, pipe, funnel, "
    "outstanding, unclosed, undecided, in the pipeline, in the pipe, in the funnel, open pipeline, open pipe, not closed yet, "
    "still in the works, not yet closed, still running, in flight, pending, not closed, being worked, still pending, "
    "unresolved deals, in our pipeline, in our funnel, sitting in the pipeline, up in the air, still alive, alive, "
    "still in play, current pipeline, never been decided, not decided, never decided, not been decided, neither won nor lost, still undecided, never closed, not been closed, not closed so far, never been closed, not yet decided, yet to be decided, on the go",
    "closed": "closed, close, closes, closing, decided, concluded, finished, reached a conclusion, won or lost, won and lost, won or lost deals, "
    "won+lost, won + lost, completed, came to an end, wrapped up, closed out, resolved, good or bad, "
    "win or lose, win or loss, reached an outcome, wins and losses together, won and lost together, either way, settled, "
    "decided either way, closed either way, whether won or lost",
}

STARTED = (
    "opened, started, engaged, created, start, starts, begun, began, engaging since, kicked off, kick off, initiated, "
    "entered, pipeline creation, creation, new, newly opened, engage, start date, date started, engagement began, engagement begun, brand new, starting"
)

MEASURES = {
    "sales": "sales, bookings, booking, booked, book, books, revenue, revenues, closed revenue, won revenue, turnover with us, won value, won amount, "
    "won total, won dollars, closed won value, closed won revenue, closed won dollars, closed won $, closed-won $, sales value, "
    "sales revenue, sales volume, sales amount, sales figure, sales figures, sales total, sales dollars, total sales, "
    "won sum, sold value, sold amount, closed amount, closed value, closed dollars, takings, income, revenue generated, "
    "sales turnover, amount won, value won, dollars won, money won, won $, $ won, sales $, turnover, sales number, "
    "sales numbers, won business, business won, spend, spent, spending, spends, closed won total, sales performance, "
    "money made, closed sales, sales result, sales results, sales income, amount sold, dollars sold, value sold, "
    "won deal value, revenue won, value of wins, total won, worth of wins, brought in, bring in, brings in, brought us, bring us, brings us, brought, bring, brings, buying volume, "
    "money brought in, dollar sales, sales in dollars, purchase volume, purchase value, gross sales, sales revenues",
    "win_rate": "win more often, wins more often, won more often, win rate so far, win rate, win rates, winrate, hit rate, hit rates, hit ratio, win ratio, winning rate, conversion, "
    "conversion rate, conversion rates, close rate, close rates, closing rate, closing rates, success rate, success rates, "
    "win %, win pct, win percentage, winning percentage, percentage won, percent won, % won, pct won, batting average, convert, "
    "converts, converting, converted, win share, success ratio, won over closed, won/(won+lost), won / (won+lost), "
    "won / (won + lost), won over won plus lost, win-rate, strike rate, conversion ratio, win/loss rate, close ratio, "
    "closing ratio, rate of success, rate of winning, share won, win probability so far, winning ratio, won divided by closed, "
    "deal conversion, deal win rate, success percentage",
    "deal_size": "per won deal, per landed deal, per win, per sale, value per deal, revenue per deal, per deal on average, per won opportunity, deal size, deal sizes, average deal, average deal size, average deal value, avg deal, avg deal size, "
    "avg deal value, average won deal, avg won deal, mean deal size, average ticket, avg ticket, ticket size, "
    "average ticket size, avg ticket size, mean deal value, average sale, avg sale, average order value, mean deal, "
    "average selling price, avg selling price, average won value, avg won value, mean won value, typical deal size, "
    "typical deal, average contract value, acv, average sale value, average sales price, avg won price, average won price, "
    "average price per deal, average win, avg win, average deal amount, mean won deal, mean sale, average won amount, "
    "average closed won value, average sale price, average selling value, average size of a deal, mean ticket",
    "cycle": "sales cycle, sales cycles, cycle, cycle time, cycle length, deal cycle, time to close, days to close, "
    "time to win, days to win, won cycle, avg won cycle, velocity, deal velocity, sales velocity, closing time, "
    "close time, from engage to close, engage to close, from engaging to closing, from engagement to close, "
    "from engage date to close date, between engage date and close date, from first engagement to close, "
    "from engagement to closing, from engaging until closing, between engage and close, between engaging and closing, "
    "between engage date and closing date, from start to close, from start to finish, length of the sales cycle, "
    "from opening to closing, days from engage to close, days from engagement to close, deal duration, duration, "
    "won cycle time, time from engage to close, engagement to close, length of sales cycle, turnaround, "
    "from engage date to closing, days between engage and close, from engagement to win, days in cycle, time it takes to close, "
    "from opening to close, days from engaging to closing, from first contact to close, engage-to-close, take to close, "
    "takes to close, took to close, take to win, takes to win, took to win",
    "list_value": "list value, pipeline value, potential value, potential, value at list, potential revenue, potential amount, "
    "list price value, list price total, list total, at list price, at list, at list prices, total list price, "
    "total list value, open pipeline value, open value, at full list price, at catalogue price, at full catalogue price, "
    "sum of list prices, pipeline dollars, list-price value, pipeline worth, at full price, list price sum, list $, "
    "potential dollars, at its list price, at their list price, at their list prices, list dollars, pipeline $",
    "discount": "discount, discounts, discounting, price reduction, rebate, markdown, average discount, discount rate, "
    "discount against list, discount versus list, discount vs list, discount off list, discount to list, "
    "average discount against list, discount percentage, discount off list price",
    "price_ratio": "fraction of list, fraction of list price, share of list, share of list price, percent of list, % of list, percentage of list, percentage of list price, relative to list, relative to list price, relative to its list price, as a fraction of list, as a fraction of list price, as a share of list, as a share of list price, won price over list, over list value, price to list, as a percentage of list, as a percentage of list price, as % of list, percent of list price, % of list price, divided by list price, divided by the list price, as a fraction of the list price, as a percentage of the list price, relative to the list price, actual price against list, sold price against list, price realization, price realisation, realized price, price realisation rate, list price realization",
    "age": "age, ages, days open, average age, avg age, mean age, time open, days old, how old, days since engage, "
    "days since engagement, days since they were engaged, days elapsed, open age, been open, days since engaged, "
    "open for, been sitting, been engaging, been in the pipeline, stood open, sat open, have been going",
    "mrr": "mrr, monthly recurring revenue, recurring revenue",
    "csat": "csat, satisfaction, satisfaction score, satisfaction scores, customer satisfaction",
    "solution_time": "solution time, resolution time, time to resolution, time to solve",
    "order_total": "order value, order total, order totals, order volume",
}

FIELDS = {
    "account.employees": "employees, employee, headcount, head count, staff, staff size, number of employees, employee count, "
    "workforce, employ, employs, employed, company size, personnel, number of staff, people employed, staff number, "
    "workers, size by employees, heads, employee number, employee numbers, employee size, staffing, size in employees",
    "account.annual_revenue": "annual revenue, company revenue, yearly revenue, own revenue, own annual revenue, "
    "own yearly revenue, corporate revenue, annual turnover, yearly turnover, company turnover, annual revenues, "
    "annual company revenue, revenue of the company, revenue of the companies, own turnover, annual sales of the company, "
    "revenue of their own, company's revenue, company's own revenue, customer's own revenue, revenue per year, revenue a year, "
    "own company revenue, account revenue, making a year, a year in revenue, per year in revenue",
    "account.founded_year": "founded, established, year established, founding year, foundation year, est, est., set up in, "
    "year founded, year of foundation, year of establishment, year of founding, founding date, established in, in business since, "
    "founded in, establishment year, date of foundation, foundation, company age, year it was founded, came into being",
    "product.list_price": "list price, list prices, price, prices, official price, catalogue price, catalog price, charge, "
    "sales price, listed price, price tag, unit price, price list, cost, costs, sells for, go for, goes for, "
    "retail price, official list price, listed, list cost",
    "deal.close_date": "close date, closing date, date closed, closed on, date of closing, date, dates, day, on which day, what day, which day, close dates, closing day, day it closed, "
    "closing dates, date won, win date, date of close, date it closed, date of the win, day closed, date of closure, day of closing",
    "deal.opened_at": "engage date, engagement date, start date, date started, opening date, engage dates, engage day, "
    "day engaged, day they were engaged, date engaged, date of engagement, start dates, date opened, open date, engaged on, "
    "engagement dates, opened on, started on, date of engaging, engaging date",
    "deal.stage": "outcome, outcomes, deal status",
    "deal.amount": "value, values, amount, priced,  amounts, close value, closing value, deal value, deal values, deal amount, "
    "deal amounts, worth, size, sizes, selling price, sold price, closing amount, actual price, won price, final price, "
    "close values, closed won amount, dollar value, dollar values, dollar amount, price sold",
    "deal.name": "deal id, deal ids, opportunity id, opportunity ids, opp id, opp ids, id, ids, deal number, reference, "
    "deal code, opportunity number, identifier, opportunity code",
    "account.name": "account name, customer name, company name, client name, account names, customer names, names of the accounts",
    "owner.name": "rep name, agent name, seller name, sales rep name, who sold it, name of the rep, name of the agent",
    "owner.email": "rep email",
    "account.city": "city, town, cities, postcode, zip code, street, postal code",
    "account.domain": "domain, website, web site, homepage, url",
    "account.segment": "segment, segments",
    "account.lifecycle_stage": "lifecycle stage, lifecycle",
    "contact.phone": "phone, phone number, phone numbers, telephone, telephone number, mobile",
    "contact.email": "email, e-mail, email address, e-mail address, mail address, emails, mail",
    "contact.title": "job title, position title",
    "deal.source": "lead source, deal source, source, lead sources, referral, referrals, trade fair",
    "deal.lost_reason": "loss reason, lost reason, reason, reasons, reason for the loss, loss reasons, root cause",
    "deal.next_step": "next step, next steps, next action",
    "deal.probability": "probability, likelihood, chance, chances",
    "ticket.priority": "priority, priorities",
    "ticket.channel": "channel, channels",
}

AMOUNT = (
    "money, dollars, dollar, usd, $, worth of, cash, bucks, dollar figure, dollar total, totals, total value, total amount, "
    "total worth, monetary value, sum total, grand total, amount of money, dollar totals, figures in dollars, dollar amount, "
    "in dollars, in money, value in dollars, in value, by value, in dollar terms, dollar value, worth in total"
)

AGGREGATES = {
    "avg": "average, avg, mean, on average, averages, typically, typical, averaged, in the mean, means, ave",
    "sum": "total, sum, altogether, in total, in all, combined, all together, overall total, sum of, add up, added up, totals, "
    "all in all, summed, totalled, together, sum up, adding up, adds up, add up to, sums, collectively, aggregate, "
    "amount to, overall sum, totaled, accumulated",
    "median": "median, middle value, medians, the middle one, median value",
    "min": "minimum, min, lowest value, smallest value, min value",
    "max": "maximum, max, highest value, largest value, max value",
    "distinct": "distinct, different, unique, separate, individual ones, deduplicated, count each company once, "
    "count each client once, counted once, count each once, without double counting, each counted once, count each customer once",
}

COUNT = (
    "how many, number of, count of, count, counts, # of, #, no of, no. of, quantity of, nr of, how often, how many times, "
    "number, numbers, tally, num of, tally of, amount of deals, total number of, total number, total count, total count of, "
    "headcount of deals, by count, in number, in count, deal count, deal counts, number of deals, volume of deals, "
    "number of opportunities, # deals, count them, times, deal volume, quantity, deals count, how frequently"
)

HOW_MUCH = "how much, what amount, what sum, how much money, how big a sum, what value, how many dollars, what did, for how much"

SHARE = (
    "share, share of, shares, percentage, percentage of, percent, percent of, fraction, fraction of, proportion, proportion of, % of, %, pct, pct of, "
    "part of, ratio of, what part, how many percent, portion, portion of, split, mix, breakdown in percent, "
    "contribution, contribute, contributes, contributed, slice, slice of, as a percentage of, as % of, as a share of, "
    "as a fraction of, as percent of, rate, rates, percentages, proportions, fractions, in percent, out of every dollar, make up, makes up, "
    "account for, accounts for, accounted for, come from, comes from, came from, makes up for, percentage share"
)
