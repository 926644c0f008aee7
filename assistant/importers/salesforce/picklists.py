"""What the values of Salesforce's standard picklists mean; a company's own ones are not among them."""

from __future__ import annotations

LIFECYCLE = {
    "Prospect": "prospect",
    "Customer": "customer",
    "Customer - Direct": "customer",
    "Customer - Channel": "customer",
    "Former Customer": "churned",
}
FORECAST = {
    "Omitted": "omitted",
    "Pipeline": "pipeline",
    "Best Case": "best_case",
    "Most Likely": "best_case",
    "Commit": "commit",
    "Forecast": "commit",
    "Closed": "closed",
}
"""API values and labels; “Forecast” is the API value of Commit, “Most Likely” lies between Best Case and it."""
STATUS = {
    "New": "new",
    "Open": "open",
    "Working": "open",
    "In Progress": "open",
    "Assigned": "open",
    "Escalated": "open",
    "Reopened": "open",
    "Re-Opened": "open",
    "Pending": "pending",
    "Waiting on Customer": "pending",
    "Waiting for Customer": "pending",
    "Awaiting Customer": "pending",
    "On Hold": "on_hold",
    "Resolved": "solved",
    "Solved": "solved",
    "Closed": "closed",
}
PRIORITY = {
    "Low": "low",
    "Medium": "normal",
    "Normal": "normal",
    "High": "high",
    "Critical": "urgent",
    "Urgent": "urgent",
}
TYPE = {
    "Question": "question",
    "Incident": "incident",
    "Problem": "problem",
    "Task": "task",
    "Feature Request": "feature_request",
}
ORIGIN = {
    "Email": "email",
    "E-Mail": "email",
    "Web": "web",
    "Customer Portal": "web",
    "Community": "web",
    "Chat": "chat",
    "Live Chat": "chat",
    "Messaging": "chat",
    "Phone": "phone",
    "Facebook": "social",
    "Twitter": "social",
    "X": "social",
    "Instagram": "social",
    "WhatsApp": "social",
    "Social": "social",
    "API": "api",
}
ACTIVITY_KINDS = {
    "Call": "call",
    "Email": "email",
    "List Email": "email",
    "ListEmail": "email",
    "Meeting": "meeting",
    "Event": "meeting",
}
