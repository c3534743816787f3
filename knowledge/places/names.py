"""How division names are built: root, ethnic part, suffix; and which short forms they have."""

import re

# The 56 peoples. One-character ones count only with 族: 白族, but not the 白 of a place name.
_ONE = "回藏苗彝壮满侗瑶白傣黎佤畲水土羌怒京各"
_MORE = (
    "蒙古|维吾尔|布依|朝鲜|土家|哈尼|哈萨克|傈僳|高山|拉祜|东乡|纳西|景颇|柯尔克孜|达斡尔|仫佬|"
    "布朗|撒拉|毛南|仡佬|锡伯|阿昌|普米|塔吉克|乌孜别克|俄罗斯|鄂温克|德昂|保安|裕固|塔塔尔|"
    "独龙|鄂伦春|赫哲|门巴|珞巴|基诺"
)
_TAIL = re.compile(f"(?:(?:{_MORE})族?|[{_ONE}]族)+$")
_PEOPLE_ENDINGS = frozenset(people[-1] for people in _MORE.split("|")) | {"族"}

PROVINCE_SUFFIXES = ("特别行政区", "自治区", "省")
PREFECTURE_SUFFIXES = ("自治州", "地区", "州", "盟")
COUNTY_SUFFIXES = ("自治县", "自治旗", "特区", "林区", "县", "旗")
TOWNSHIP_SUFFIXES = ("民族苏木", "民族乡", "街道办事处", "街道", "苏木", "镇", "乡")
SHARED_SUFFIXES = ("市", "区")  # 市 is a province, prefecture or county; 区 a county
SUFFIXES = (
    *PROVINCE_SUFFIXES,
    *PREFECTURE_SUFFIXES,
    *COUNTY_SUFFIXES,
    *TOWNSHIP_SUFFIXES,
    *SHARED_SUFFIXES,
)
_BY_LAST = {
    last: tuple(sorted((one for one in SUFFIXES if one[-1] == last), key=len, reverse=True))
    for last in {one[-1] for one in SUFFIXES}
}


def split(name: str) -> tuple[str, str]:
    """Root and suffix of a name: 循化撒拉族自治县 → (循化, 自治县), 文山州 → (文山, 州).

    The ethnic part between the two is dropped unless nothing would remain (东乡族自治县 → 东乡).
    A name without a known suffix is all root.
    """
    for suffix in _BY_LAST.get(name[-1:], ()):
        if name.endswith(suffix) and len(name) > len(suffix):
            body = name[: -len(suffix)]
            return root(body), suffix
    return name, ""


def root(body: str) -> str:
    """``body`` without the names of peoples at its end, unless too little would remain (内蒙古)."""
    if body[-1:] not in _PEOPLE_ENDINGS:
        return body
    bare = _TAIL.sub("", body)
    return bare if len(bare) > 1 else body.removesuffix("族")


def levels(suffix: str) -> tuple[int, ...]:
    """The code lengths a name with this suffix can have: 2, 4, 6 or 9 digits."""
    if suffix in PROVINCE_SUFFIXES:
        return (2,)
    if suffix in PREFECTURE_SUFFIXES:
        return (4,)
    if suffix in COUNTY_SUFFIXES:
        return (6,)
    if suffix in TOWNSHIP_SUFFIXES:
        return (9,)
    return {"市": (2, 4, 6), "区": (6,)}.get(suffix, (2, 4, 6, 9))


def township_root(name: str) -> str:
    """As ``split(name)[0]`` for a township name, without the cost of trying every suffix."""
    body, suffix = split(name)
    return body if suffix in TOWNSHIP_SUFFIXES else name
