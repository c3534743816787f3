"""The sentences only Telegram needs."""

TELEGRAM_PRIVATE_ONLY = "我只在私聊中工作。请点我的头像，选择“发消息”，在那里上报需求或咨询政策。"
TELEGRAM_GROUP = "我不在群里办理上报，也不看群里的内容。请点这里和我私聊：{link}"
TELEGRAM_EDITED = (
    "我看到您修改了前面的一条消息，但记录的仍是原来的内容。要改动，请直接发一条新消息，"
    "例如“人数改成120”。"
)
TELEGRAM_NOT_SAVED = "刚才这条消息没有保存成功。请过几分钟再发一次，之前填写的内容都还在。"
TELEGRAM_NOT_YOUR_BUTTON = "这个按钮是给别人的，请直接发消息给我。"

TELEGRAM_VOICE = "我暂时听不了语音。请把内容打字发给我。"
TELEGRAM_VIDEO = "我暂时收不了视频。请发照片或文档，也可以把情况打字告诉我。"
TELEGRAM_STICKER = "我看不懂表情图。请打字告诉我。"
TELEGRAM_CONTACT = "不需要名片和电话号码。请打字告诉我。"
TELEGRAM_OTHER_KIND = "我暂时看不懂这种消息。请打字告诉我，或者发照片、文档。"
TELEGRAM_FETCH_FAILED = "这个文件没有收完整。请再发一次；网络不好时，可以先压缩再发。"
TELEGRAM_TOO_LARGE = "这个文件太大，我最多能收 {limit} MB。请压缩后再发，或者拍几张照片发来。"

TELEGRAM_CHOOSE = "请选择："
TELEGRAM_ATTACH = "点输入框旁的回形针，可以发照片或文档。"
TELEGRAM_LOCATE = "也可以点输入框旁的回形针，发一个位置。"

# Between which dates a quoted text applies.
TELEGRAM_IN_FORCE = {
    "between": "{begins} 至 {ends} 有效",
    "begins": "{begins} 起施行",
    "ends": "有效至 {ends}",
}

# The menu beside the input box; the conversation knows each as a typed command too.
TELEGRAM_COMMANDS = {
    "report": "上报需求",
    "batch": "批量上报",
    "ask": "咨询政策",
    "fit": "测资格：能不能申请、能申请多少",
    "mine": "我的上报",
    "back": "上一步",
    "drafts": "我的草稿",
    "cancel": "放弃正在填写的内容",
    "post": "我的岗位，工作交接",
    "link": "换到网页继续",
    "language": "语言 / Language",
    "help": "使用说明",
}
