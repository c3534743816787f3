"""Documents that are handed out."""

NO_SUCH_DOCUMENT = "没有找到这个文件，可能已经不能下载了。请在聊天里再要一次。"
