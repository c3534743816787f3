"""Names of fields and of what they may hold, and how values are written."""

FIELD_NAMES = {
    "place": "Place",
    "category": "Category",
    "items": "What is needed",
    "beneficiaries": "Who is helped",
    "budget_yuan": "Budget",
    "gap_yuan": "Still missing",
    "fiscal_cover": "Public funds",
    "urgency": "Urgency",
    "deadline": "Deadline",
    "description": "Situation",
    "evidence": "Evidence",
    "contact": "Contact",
    "credit_code": "Credit code",
    "name": "Name",
    "focus": "Focus",
    "areas": "Areas",
    "served": "Whom it serves",
    "capacity_yuan": "Means per year",
    "review": "Annual review",
    "rating": "Rating",
    "kind": "Kind of help",
    "what": "What is offered",
    "quantity": "How much",
    "until": "Until",
    "conditions": "Conditions",
    "applicant": "Organisation",
    "programme": "Programme",
    "project": "Title",
    "lines": "Budget",
}
CATEGORY_NAMES = {
    "education": "Education",
    "health": "Health",
    "elderly": "Care of the elderly",
    "disability": "Disability",
    "children": "Care of children",
    "livelihood": "Livelihood and jobs",
    "infrastructure": "Infrastructure and drinking water",
    "housing": "Housing",
    "emergency": "Emergency relief",
    "culture": "Culture",
    "other": "Other",
}
URGENCY_NAMES = {"normal": "Normal", "urgent": "Urgent", "sudden": "Sudden hardship"}
REVIEW_NAMES = {
    "passed": "Passed",
    "basic": "Basically passed",
    "failed": "Failed",
    "none": "No review yet",
}
OFFER_KINDS = {"service": "Services", "goods": "Goods", "money": "Money"}
RATING_NAMES = {"none": "Not rated"}
COVER_NAMES = {"none": "Not covered", "partial": "Partly covered", "full": "Covered"}
STATUS_NAMES = {
    "submitted": "Submitted",
    "in_review": "In review",
    "returned": "To be completed",
    "accepted": "Accepted",
    "published": "Published",
    "partly_claimed": "Partly claimed",
    "claimed": "Claimed",
    "in_progress": "In progress",
    "delivered": "Delivered",
    "closed": "Closed",
    "rejected": "Not accepted",
    "merged": "Merged",
    "withdrawn": "Withdrawn",
}

LIST_COMMA = ", "
PART_COMMA = ", "
SEMICOLON = "; "
TEN_THOUSAND_YUAN = ""
YUAN = "{amount} yuan"
QUANTITY_OPEN = "{name} (quantity open)"
QUANTITY = "{name} {amount}{unit}"
PEOPLE = "{count:,} people"
HOUSEHOLDS = "{count:,} households"
EVERYWHERE = "everywhere in China"
CREDIT_CODE = "{code} ({kind}, registered in {region})"
OF_YEAR = "{value} ({year})"
RESOLVED_DAY = "{phrase} ({day:%Y-%m-%d})"
FILES = "{count} files"
