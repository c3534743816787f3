"""The questions of a claim; ``flows`` has them with those of all other flows."""

_CLAIM_STEPS = {
    "claim": {
        "claimant": {
            "question": "In the name of which organisation?",
            "why": "",
            "again": "",
            "example": (
                "Please tap one of the organisations, or write its name. To stop, say “Not now”."
            ),
            "required": "Please choose an organisation first. To stop, say “Not now”.",
        },
        "part": {
            "question": "How much would you like to claim?",
            "why": "All of it, or a part.",
            "again": "",
            "example": (
                "Please write a sum, or things and how many, such as 30000元 or 冬衣50套. "
                "To stop, say “Not now”."
            ),
            "required": "Please say how much first. To stop, say “Not now”.",
        },
        "sure": {
            "question": "Please check, and confirm if it is right.",
            "why": "It is then kept for you for 7 days, until staff have checked it.",
            "again": "",
            "example": (
                "Please answer “Confirm the claim”, or write another amount. "
                "To stop, say “Not now”."
            ),
            "required": "Please confirm, or write another amount. To stop, say “Not now”.",
        },
    },
    "claim_end": {
        "claim_reason": {
            "question": "Why is it withdrawn?",
            "why": "The reporter and staff are told; its part is open again at once.",
            "again": "",
            "example": "Please write one sentence. To keep the claim, say “Do not withdraw”.",
            "required": "Please tap or write a reason.",
        },
    },
    "claim_ask": {
        "partner": {
            "question": "Please write the full name or the credit code of that organisation.",
            "why": (
                "Only verified organisations can be asked. Its members hear of it in their chat, "
                "and it counts once they accept."
            ),
            "again": "",
            "example": "Please write the full name or the credit code of the organisation.",
            "required": "Please write the full name or the credit code of the organisation.",
        },
    },
}
