"""Choosing the language of the interface. Each language is named in itself."""

LANGUAGE_NAMES = {"zh-Hans": "简体中文", "zh-Hant": "繁體中文", "en": "English"}
WHICH_LANGUAGE = "界面用哪种语言？需求和问题请一直用中文写，简体、繁体都可以。"
LANGUAGE_CHOSEN = "好的，以后用{name}。"
