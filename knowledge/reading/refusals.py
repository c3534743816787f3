"""Why a file is not taken: each reason once, with the sentence that says what to do next."""

from enum import StrEnum


class Reason(StrEnum):
    """The closed list of reasons for which a file is refused."""

    EMPTY = "empty"
    NO_TEXT = "no_text"
    TOO_LARGE = "too_large"
    TOO_MANY_PAGES = "too_many_pages"
    TOO_MUCH_TEXT = "too_much_text"
    TOO_SLOW = "too_slow"
    DAMAGED = "damaged"
    ENCRYPTED = "encrypted"
    UNPACKS_TOO_FAR = "unpacks_too_far"
    ENTITIES = "entities"
    SCANNED = "scanned"
    SCAN_TOO_LONG = "scan_too_long"
    OLD_OFFICE = "old_office"
    SHEET = "sheet"
    SLIDES = "slides"
    OFD = "ofd"
    ARCHIVE = "archive"
    PICTURE = "picture"
    UNKNOWN = "unknown"
    FRONT_MATTER = "front_matter"
    NO_FOLDER = "no_folder"
    NO_FILE = "no_file"
    CLOSED = "closed"


_ACCEPTED = "可以导入 PDF、Word（docx）、网页（html）、Markdown 和文本文件。"
_KINDS = "expected PDF, DOCX, HTML, Markdown or text"

# Reason: what staff read, and what the command line says. {…} are facts of the case.
_SENTENCES: dict[Reason, tuple[str, str]] = {
    Reason.EMPTY: (
        "这个文件是空的。请确认文件已经保存好，再重新选择。",
        "the file is empty",
    ),
    Reason.NO_TEXT: (
        "这个文件里没有读到文字。请打开确认内容，再另存为 Word（docx）或 PDF 后导入。",
        "there is no text in it",
    ),
    Reason.TOO_LARGE: (
        "文件有 {size} MB，一次最多读 {limit} MB。请压缩其中的图片，或拆成几个文件分别导入。",
        "{size} MB; at most {limit} MB can be read",
    ),
    Reason.TOO_MANY_PAGES: (
        "这个文件有 {pages} 页，一次最多读 {limit} 页。请按文件拆开，分别导入。",
        "{pages} pages; at most {limit} can be read at once: split it",
    ),
    Reason.TOO_MUCH_TEXT: (
        "这个文件的文字超过 {limit} 万字，一次读不下。请按文件拆开，分别导入。",
        "more than {limit}0,000 characters: split it",
    ),
    Reason.TOO_SLOW: (
        "这个文件读了 {seconds} 秒还没有读完，已经停下，没有导入。"
        "请另存一份，或拆成几个文件后再试。",
        "not read within {seconds} s; save it anew or split it",
    ),
    Reason.DAMAGED: (
        "这个文件打不开，可能没有传完整或已经损坏。请重新下载，或打开后另存一份再导入。",
        "the file is damaged: fetch it again or save it anew",
    ),
    Reason.ENCRYPTED: (
        "这个文件设有密码，打不开。请去掉密码，另存一份再导入。",
        "the file is encrypted: save it without a password",
    ),
    Reason.UNPACKS_TOO_FAR: (
        "这个文件解开后异常地大，为了安全没有打开。请打开原文件，另存为新的 docx 后再导入。",
        "the file would unpack too far (a zip bomb?): save it anew as DOCX",
    ),
    Reason.ENTITIES: (
        "这个文件里有不该有的声明，为了安全没有打开。请打开原文件，另存为新的 docx 后再导入。",
        "the file declares XML entities: save it anew as DOCX",
    ),
    Reason.SCANNED: (
        "这份 PDF 里没有文字层，可能是扫描件。请改用网上的文字版或 Word 版；"
        "只有扫描件时，请管理员装好文字识别组件（ocr）后再导入。",
        "no text layer, perhaps a scan: use a text version, or install the extra 'ocr'",
    ),
    Reason.SCAN_TOO_LONG: (
        "这份扫描件有 {pages} 页，一次最多识别 {limit} 页。请按文件拆开，分别导入。",
        "a scan of {pages} pages; at most {limit} are recognised at once: split it",
    ),
    Reason.OLD_OFFICE: (
        "这是旧版 Word 或 WPS 文件（doc、wps、rtf），读不了。请打开后另存为 docx 或 PDF 再导入。",
        "an old Word or WPS file: save it as DOCX or PDF",
    ),
    Reason.SHEET: (
        "这是表格文件，不是政策文件。请把其中的文字另存为 Word（docx）或 PDF 再导入。",
        "a spreadsheet: save it as DOCX or PDF",
    ),
    Reason.SLIDES: (
        "这是演示文稿，不是政策文件。请导入它所讲的政策原文（docx 或 PDF）。",
        "slides: save them as DOCX or PDF",
    ),
    Reason.OFD: (
        "这是 OFD 版式文件，读不了。请用阅读器打开，另存为 PDF 再导入。",
        "an OFD file: save it as PDF",
    ),
    Reason.ARCHIVE: (
        "这是压缩包。请解压后，把里面的文件逐个导入。" + _ACCEPTED,
        "an archive: unpack it and add the files in it",
    ),
    Reason.PICTURE: (
        "这是图片。请改用文字版；只有图片时，把它们放进一份 PDF 再导入。",
        "a picture: put it into a PDF",
    ),
    Reason.UNKNOWN: (
        "认不出这是什么文件。" + _ACCEPTED + "别的类型请先另存为其中一种。",
        "not text in UTF-8, GB 18030 or UTF-16, nor any known kind; " + _KINDS,
    ),
    Reason.FRONT_MATTER: (
        "文件开头的说明写法有误：{detail}。请改正后再导入，或删去开头两行 --- 之间的部分。",
        "{detail}",
    ),
    Reason.NO_FOLDER: ("没有找到这个文件夹。请核对名称。", "not a folder"),
    Reason.NO_FILE: ("没有找到这个文件。请核对名称。", "no such file: check its name"),
    Reason.CLOSED: (
        "这个文件读不到（{detail}）。请确认可以打开它，再重新选择。",
        "cannot be opened ({detail})",
    ),
}


class ImportRefused(Exception):
    """A file cannot be read as a policy text.

    ``str()`` names the file and says why, in English, for the command line; ``user`` is the
    Chinese sentence for staff, which says what to do next.
    """

    def __init__(self, reason: Reason, name: str = "", **facts: object) -> None:
        """``name`` is the file's name; ``facts`` fill the sentence of ``reason``."""
        user, english = (sentence.format(**facts) for sentence in _SENTENCES[reason])
        super().__init__(f"{name}: {english}" if name else english)
        self.reason = reason
        self.name = name
        self.facts = facts
        self.user = user

    def named(self, name: str) -> "ImportRefused":
        """The same refusal of the file ``name``."""
        return ImportRefused(self.reason, name, **self.facts)
