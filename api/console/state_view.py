"""How the service stands, as administrators read it on the hub; read only, without secrets."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from api.console.words import moment, size, span
from api.disk import FREE_BYTES, free_bytes
from api.domain.service_state import Level, StateLine, level_of
from api.settings import Settings
from api.store.service_state import Counts, Posted

Gauges = Mapping[str, Callable[[], float]]


@dataclass(frozen=True, slots=True)
class Seen:
    """What there is to tell of: settings, counts of the database, figures of this process, and how
    many administrators there are, with and without two-step login."""

    settings: Settings
    counts: Counts
    gauges: Gauges
    now: datetime
    administrators: int
    without_two_step: int


def state_lines(seen: Seen) -> tuple[StateLine, ...]:
    """Every part, in the order an administrator would look."""
    return (
        *_channels(seen),
        _model(seen.settings),
        _matching(seen),
        _webhooks(seen.counts.webhooks),
        _jobs(seen.counts),
        _knowledge(seen),
        _disk(seen),
        _logins(seen),
        _backup(seen.settings),
    )


def _channels(seen: Seen) -> tuple[StateLine, ...]:
    settings = seen.settings
    mode = {"polling": "轮询", "webhook": "回调"}[settings.telegram_mode]
    known = (
        ("web", "网页聊天", True, ""),
        ("wecom", "企业微信", bool(settings.wecom_corp_id), ""),
        ("telegram", "Telegram", bool(settings.telegram_token.get_secret_value()), f"{mode}方式。"),
    )
    return tuple(
        _channel(seen, code, name, how)
        if is_set
        else StateLine(name, Level.OFF, "要用的话，请运维填好设置后重启。")
        for code, name, is_set, how in known
    )


def _channel(seen: Seen, code: str, name: str, how: str) -> StateLine:
    last, told = seen.counts.heard.get(code), seen.counts.told.get(code, Posted())
    heard = f"{span(last, seen.now)}前有人来过（{moment(last)}）。" if last else "还没有人来过。"
    level = level_of(lost=told.stuck > 0, waits=told.held_up > 0)
    return StateLine(name, level, f"{how}{heard}{_going_out(told, '条通知')}")


def _going_out(posted: Posted, unit: str) -> str:
    waiting = f"{posted.waiting} {unit}等着发" if posted.waiting else ""
    if posted.held_up:
        waiting += f"，其中 {posted.held_up} 条等了十分钟以上"
    stuck = f"{posted.stuck} {unit}没有发出去" if posted.stuck else ""
    told = "；".join(filter(None, (waiting, stuck)))
    return f"{told}。" if told else ""


def _model(settings: Settings) -> StateLine:
    if not settings.llm_base_url:
        return StateLine("语言模型", Level.OFF, "答复用原文摘录，不经过模型。")
    host = urlsplit(settings.llm_base_url).hostname
    return StateLine("语言模型", Level.GOOD, f"{settings.llm_model}，在 {host}。")


def _matching(seen: Seen) -> StateLine:
    posted = seen.counts.matching
    host = urlsplit(seen.settings.matching_url).hostname
    where = f"发到 {host}。" if host else "用自带的匹配。"
    level = level_of(lost=posted.stuck > 0, waits=posted.held_up > 0)
    return StateLine("需求转匹配", level, where + _going_out(posted, "份需求"), "/desk")


def _webhooks(posted: Posted) -> StateLine:
    level = level_of(lost=posted.stuck > 0, waits=posted.held_up > 0)
    told = _going_out(posted, "条推送") or "没有等着发的。"
    return StateLine("推送", level, told, "/desk/webhooks")


def _jobs(counts: Counts) -> StateLine:
    level = level_of(lost=counts.jobs_failed > 0)
    parts = [f"{counts.jobs_open} 个计算在排队或进行"] if counts.jobs_open else []
    parts += [f"七天内有 {counts.jobs_failed} 个没有算完"] if counts.jobs_failed else []
    parts += [f"{counts.files_reading} 份导入文件在读"] if counts.files_reading else []
    return StateLine("后台计算", level, f"{'；'.join(parts) or '现在没有'}。", "/desk/matching")


def _knowledge(seen: Seen) -> StateLine:
    passages, filled, wanted, behind = (
        int(seen.gauges[name]()) if name in seen.gauges else 0
        for name in ("passages", "vectors", "vectors_wanted", "library_behind")
    )
    told = f"{passages:,} 个片段可以检索"
    if filled < wanted:
        told += f"；语义索引 {filled:,}/{wanted:,}，还在建，期间照常答复"
    if behind:
        told += "；有新文件正在收进来"
    waits = filled < wanted or bool(behind)
    return StateLine("知识检索", level_of(waits=waits), f"{told}。", "/desk/knowledge")


def _disk(seen: Seen) -> StateLine:
    try:
        free = free_bytes(seen.settings.data)
    except OSError:
        return StateLine("磁盘", Level.LOST, "读不到数据文件夹，请运维检查。")
    kept = f"证明材料 {seen.counts.files:,} 份，共 {size(seen.counts.file_bytes)}。"
    short = free < FREE_BYTES
    told = f"还剩 {free / 1e9:.1f} GB。" + ("空间不足，请尽快清理或扩容。" if short else "")
    return StateLine("磁盘", level_of(lost=short), told + kept)


def _logins(seen: Seen) -> StateLine:
    told = f"管理员 {seen.administrators} 人"
    if not seen.without_two_step:
        return StateLine("登录安全", Level.GOOD, f"{told}，都开了两步验证。", "/desk/staff")
    told += f"，{seen.without_two_step} 人没有开两步验证。请本人在“账号”里开启。"
    return StateLine("登录安全", Level.WAITS, told, "/desk/staff")


def _backup(settings: Settings) -> StateLine:
    folder = f"请定期备份数据文件夹 {settings.data}"
    if settings.database.startswith("sqlite"):
        told = f"{folder}，数据库也在里面。备份时先停服务，或用数据库的备份命令。"
    else:
        told = f"{folder}，另用 pg_dump 备份 PostgreSQL 数据库，两份要同一时间。"
    return StateLine("备份", Level.NOTE, told)
