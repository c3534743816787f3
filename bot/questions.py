"""Whether a sentence asks instead of answering, with or without a question mark."""

import re

from bot.commands import plain
from bot.understanding.intent import Intent, intent_of

_LONGEST = 90  # characters; a longer sentence tells, even if it asks too
_SHORT = 24  # characters; in so few words an interrogative inside makes it a question
_MARK = re.compile(r"[?？]\s*$|[吗呢么](?:[?？。!！~…\s]|$)|请问|想问|问一?下|咨询")
_ASKING = re.compile(
    r"什么|啥|怎么|怎样|咋|如何|为何|多少|多久|哪|谁|何时|是否|能否|可否|吗|几|有没有|(?P<a>[\u4e00-\u9fff])不(?P=a)"
)
_OPENS = re.compile(
    r"^(?:那么?|请问|我?想问|你们?|您|这|这个|这种)*(?:什么(?:是|叫|样|时候|情况)|啥是|啥叫|怎么|怎样|咋|如何|为什么|"
    r"为啥|为何|哪[些个里种]|谁|多久|几[时天年]|是否|能否|可否)"
)
_INSIDE = re.compile(
    r"(?P<a>[会能算行要用该])不(?P=a)|可不可以|是不是|要不要|有没有|是否|能否|可否|什么时候|为什么|为啥|多久|如何|"
    r"怎么|怎样|[向找给由跟和问让]谁|谁(?:来|能|可以|负责|管|审|出)"
)
# 慈善法22条: who names an article wants to read it.
_CITES = re.compile(r"(?:法|条例|办法|规定|细则|意见).{0,6}?第?[\d一二三四五六七八九十百]+条")
# …属于哪一类, …找谁, …要多久: the interrogative stands in the last words.
_ENDS = re.compile(
    r"(?:什么|啥|怎么(?:办|样|算|填|弄|写)?|多久|哪.{0,3}|谁|"
    r"(?:[要有是给补拿需分]|大概|一共)(?:多少.?|几.{1,2}))(?:啊|呀|呢|的|了)*$"
)
# 没什么, 多少都行 and 不知道怎么办 ask nothing.
_NO_QUESTION = re.compile(
    r"不(?:知道?|清楚|晓得|确定|管|论)[^，,。;；]{0,12}|(?:可以|行|好|成|够|对)(?:吗|么|不)[?？]?$|没有?(?:什么|啥|多少|哪|谁)|(?:什么|啥|多少|哪[里儿个]?|谁)(?:也|都)|怎么[^,，]{0,6}?(?:也|都)|"
    r"(?:几|多少)(?:个|十|百|千|万|套|台|双|名|户|人|间|天|斤)|好几|十几"
)
# 能不能帮我们修路 asks for help, not for knowledge.
_PLEA = re.compile(
    r"(?:能不能|能否|可不可以|可否|可以|能|谁能?|谁来|哪位|有没有人)[^，。？?]{0,6}?(?:帮|给我们?|给咱|给孩子|给学校|给村|解决|"
    r"支持|支援|捐|送|弄|修|配|安排|援助|救|资助一?下?我)"
)
# Words of policy: with one of them even a plea may be a question about rules.
_RULES = re.compile(
    r"政策|规定|条例|法|办法|标准|条件|资格|流程|手续|税|票|备案|募捐|慈善|基金会|社会组织|志愿者|捐赠人|企业|公司|资助比例|补贴"
)


def is_plea(text: str) -> bool:
    """Whether ``text`` asks for help in the form of a question: 能不能帮我们解决取暖问题."""
    return bool(_PLEA.search(text)) and not _RULES.search(text)


def is_question(text: str) -> bool:
    """Whether ``text`` asks something that wants an answer."""
    said = plain(text)
    if len(said) > _LONGEST or is_plea(said):
        return False
    told = _NO_QUESTION.sub("", said)
    if _CITES.search(said):
        return True
    if not _ASKING.search(told):
        return False
    if _MARK.search(text.strip()):
        return intent_of(text) in (Intent.ASK, Intent.ELIGIBILITY)
    if len(told) > _SHORT or re.search("[,，。;；\\n]", told):
        return False
    return any(form.search(told) for form in (_OPENS, _INSIDE, _ENDS))
