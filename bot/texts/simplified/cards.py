"""Marks and titles on cards."""

MARK_RECOGNISED = "系统识别"
MARK_OPEN = "待补"
CARD_TITLE = "需求确认"
CARD_TITLE_RETURNED = "工单 {number} · 补充后确认"
CARD_RECOGNISED = "从您的话里识别到"
CARD_TICKET = "工单 {number} · {status}"
