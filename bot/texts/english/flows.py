"""The questions of the flows. What is needed is written in Chinese, whatever the interface."""

from bot.texts.english.application_steps import _APPLICATION_STEPS
from bot.texts.english.claim_steps import _CLAIM_STEPS
from bot.texts.english.names import CATEGORY_NAMES as _CATEGORIES
from bot.texts.english.names import COVER_NAMES as _COVERS
from bot.texts.english.names import REVIEW_NAMES as _REVIEWS
from bot.texts.english.names import URGENCY_NAMES as _URGENCIES

STEP_WORDING = {
    "consent": {
        "consent": {
            "question": (
                "Before you report, please read this:\n"
                "· Kept: the text, pictures and files you send here and what is done with them, so "
                "that staff can review the need.\n"
                "· Please do not write the names, ID numbers, phone numbers, addresses or medical "
                "records of those to be helped. How many and what kind of people is enough.\n"
                "· Phone, ID and bank card numbers are hidden before anything is stored; the place "
                "where a picture was taken is removed.\n"
                "Do you agree?"
            ),
            "again": "Before you begin, please choose: agree or not?",
            "example": "Please answer “Agree” or “Do not agree”.",
            "required": "A report can begin only after you have chosen.",
        },
    },
    "sheet": {
        "file": {
            "question": (
                "Please download the template, write one need a row, in Chinese, and send the file "
                "here. A sheet of your own can be read too if it has the columns 地点, 需要什么 "
                "and 类别."
            ),
            "why": "You see it checked row by row; nothing is submitted before you say so.",
            "again": "Please send the filled sheet here (xlsx or csv).",
            "example": (
                "Please send a sheet (xlsx or csv). Say “Template” to get one, or “Cancel”."
            ),
            "required": "A sheet is needed to go on. Say “Template” to get one, or “Cancel”.",
        },
    },
    "rows": {
        "rows": {
            "question": "Submit the {ready} good rows now? Each becomes a ticket.",
            "why": (
                "Or correct the sheet and send the whole file again; nothing is submitted twice."
            ),
            "again": "Submit the {ready} good rows of the sheet now?",
            "example": "Please answer “Submit”, send a corrected sheet, or say “Cancel”.",
            "required": "Please submit, send a corrected sheet, or say “Cancel”.",
        },
    },
    **_CLAIM_STEPS,
    **_APPLICATION_STEPS,
    "report": {
        "place": {
            "question": (
                "Where is it? Please write, in Chinese, at least the county, and the township, "
                "school or village if there is one."
            ),
            "example": "For example: 云南省澜沧县木戛乡中心小学.",
            "required": (
                "The place cannot be skipped: without it nothing can be reviewed or matched. The "
                "county is enough."
            ),
        },
        "items": {
            "question": (
                "What is needed? Please write, in Chinese, the goods or services and how many; "
                "several at once are fine."
            ),
            "example": "For example: 冬衣200套，棉被50床.",
            "required": (
                "What is needed cannot be skipped: it decides who gets this report. If the "
                "number is "
                "not known, the name is enough."
            ),
        },
        "category": {
            "question": "What kind of need is it?",
            "example": "Please tap one of the options.",
            "required": (
                "The kind cannot be skipped: it decides who reviews it. If unsure, choose “Other”."
            ),
        },
        "beneficiaries": {
            "question": "Who is helped? About how many people or households?",
            "why": "Only numbers and the kind of people, no names.",
            "example": "For example: 120名小学生, or 35户.",
        },
        "budget_yuan": {
            "question": "About how much money in all?",
            "why": "An estimate will do; staff can check it.",
            "example": "For example: 5万元 or 50000. If unknown, skip.",
        },
        "gap_yuan": {
            "question": "How much of it is still missing?",
            "why": "If others already pay a part, write only what nobody pays yet.",
            "example": "For example: 还缺3万元 or 30000.",
        },
        "fiscal_cover": {
            "question": "Do public funds cover this?",
            "why": "What they do not cover comes first.",
            "example": "Please tap one of the options.",
        },
        "deadline": {
            "question": "By when is it needed at the latest?",
            "example": "For example: 11月底前, 开学前, 2027年3月1日.",
        },
        "urgency": {
            "question": "How urgent is it?",
            "why": "Sudden hardship means a recent disaster, accident or serious illness.",
            "example": "Please tap one of the options.",
        },
        "description": {
            "question": "What else should the people who review it know?",
            "why": "Such as how it is managed now. Please no personal names or illnesses.",
            "example": "A sentence or two will do.",
        },
        "evidence": {
            "question": (
                "Are there pictures or files that show it? Send as many as you like, then tap "
                "“Done”."
            ),
            "why": (
                "With material the review is faster. Please no faces or ID cards of those to be "
                "helped in the pictures."
            ),
            "example": "Please send pictures or files; if there are none, tap “Skip”.",
        },
        "contact": {
            "question": "Whom can staff ask? A form of address and the unit; no phone number.",
            "why": "Staff reach you in this chat.",
            "example": "For example: 李老师，木戛乡中心小学.",
        },
    },
    "offer": {
        "kind": {
            "question": "Which kind of help is it?",
            "example": "Please tap an option.",
            "required": "Please choose first: services, goods or money.",
        },
        "what": {
            "question": "What exactly is offered? In Chinese; several divided by 、.",
            "example": "For example: 冬衣、儿童读物; or 白内障手术; or 助学金.",
            "required": "This cannot be skipped: it is how the right help is found.",
        },
        "focus": {
            "question": "For which fields? Choose several, then tap “Done”.",
            "again": "For which fields?",
            "example": "Please tap the options.",
        },
        "areas": {
            "question": "Where can it be used? Choose several, then tap “Done”.",
            "again": "Where can it be used?",
            "example": "For example: 云南省普洱市、文山州; or 全国.",
        },
        "quantity": {
            "question": "How much? For money: at most how much for one project.",
            "example": "For example: 每年200套; 单个项目最多20万元.",
        },
        "until": {
            "question": "Until when? If it has no end, tap “Skip”.",
            "example": "For example: 2027年6月30日前; 长期.",
        },
        "conditions": {
            "question": "Are there conditions to know beforehand? If not, tap “Skip”.",
            "example": "For example: 只给乡镇小学.",
        },
    },
    "organisation": {
        "credit_code": {
            "question": "Please write the unified social credit code (18 characters).",
            "why": "Kind and place of registration are read from it.",
            "again": "Please write the unified social credit code (18 characters).",
            "example": "It stands on the certificate of registration or the business licence.",
            "required": "The code cannot be skipped: staff verify the organisation by it.",
        },
        "name": {
            "question": "What is its full Chinese name, as on the certificate?",
            "example": "For example: 上海市慈善基金会.",
            "required": "The name cannot be skipped: staff compare it with the register.",
        },
        "focus": {
            "question": "What are its main fields? Choose several, then tap “Done”.",
            "why": "You are thought of first when such a need comes. Skip it if you do anything.",
            "again": "What are its main fields?",
            "example": "Please tap the options.",
        },
        "areas": {
            "question": (
                "Where does it work? Provinces, prefectures or counties; choose several, then tap "
                "“Done”."
            ),
            "again": "Where does it work?",
            "example": "For example: 云南省普洱市、文山州; or 全国.",
        },
        "served": {
            "question": "Whom does it mainly serve?",
            "example": "For example: 山区小学生、失能老人.",
        },
        "capacity_yuan": {
            "question": "About how much can it give in a year?",
            "why": "An estimate will do. It helps to see what you can take on and is not public.",
            "example": "For example: 50万元.",
        },
        "review": {
            "question": "What came of the last annual review? With the year: 2025年合格.",
            "again": "What came of the last annual review?",
            "example": "Please tap an option, or write 2025年合格.",
        },
        "rating": {
            "question": "Which grade was it rated? With the year: 4A，2023年.",
            "again": "Which grade was it rated?",
            "example": "Please tap an option, or write 4A，2023年.",
        },
    },
}
CHOICE_NAMES = {
    "consent": {"agree": "Agree", "decline": "Do not agree"},
    "part": {"money": "All the money", "things": "All the things"},
    "sure": {"yes": "Confirm the claim"},
    "claim_reason": {
        "budget": "The budget changed",
        "plan": "The plan changed",
        "mistake": "Claimed by mistake",
    },
    "file": {"stop": "Not many at once"},
    "rows": {"submit": "Submit {ready} rows", "again": "Correct first", "stop": "Submit none"},
    "category": _CATEGORIES,
    "focus": _CATEGORIES,
    "areas": {"all": "Everywhere"},
    "review": _REVIEWS,
    "rating": {"none": "Not rated"},
    "kind": {"service": "Services", "goods": "Goods", "money": "Money"},
    "fiscal_cover": _COVERS,
    "urgency": _URGENCIES,
}
