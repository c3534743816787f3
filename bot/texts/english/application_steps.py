"""The questions of an application; ``flows`` has them with those of all other flows."""

_APPLICATION_STEPS = {
    "application": {
        "applicant": {
            "question": "In the name of which organisation do you apply?",
            "example": "Please tap one of the organisations, or write its name.",
            "required": "Please choose an organisation first: it is the one that applies.",
        },
        "programme": {
            "question": "For which programme?",
            "example": "Please tap an option, or write the name of the programme in Chinese.",
            "required": "Please choose a programme first: each has its own rules and procedure.",
        },
        "project": {
            "question": "What is the project called? In Chinese, please.",
            "example": "For example: 澜沧县乡村小学阅读角.",
            "required": "The title cannot be skipped: the review and the public notice use it.",
        },
        "place": {
            "question": "Where is it carried out? Down to the county, in Chinese.",
            "example": "For example: 云南省普洱市澜沧县.",
            "required": "The place cannot be skipped: the funds are for partner regions only.",
        },
        "lines": {
            "question": (
                "Please write the budget: what for, how much, and how much of it is asked for. "
                "Divide several lines by semicolons or line ends, or send a sheet (xlsx or csv)."
            ),
            "why": (
                "Where nothing is said, you pay the line yourself. The sums are checked against "
                "the rules of the programme."
            ),
            "again": "Please write the budget, its lines divided by semicolons or line ends.",
            "example": "For example: 设备 12万，申请 8万；培训 3万，申请 2万；运费 1万.",
            "required": "The budget cannot be skipped: the subsidy depends on it. Estimates do.",
        },
        "evidence": {
            "question": (
                "Are there papers to hand in: the certificate, the annual review, the plan of the "
                "project? Send them, then tap “Done”."
            ),
            "why": (
                "Skip it if there are none; they can follow when it is returned. Please show no "
                "faces or papers of those who are helped."
            ),
            "again": "Are there papers to hand in? Tap “Done” when all are sent.",
            "example": "Please send pictures or files (PDF, docx, xlsx), or tap “Skip”.",
        },
    },
}
