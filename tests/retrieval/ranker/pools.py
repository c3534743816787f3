"""A pool of candidates to compute features from."""

import numpy as np

from knowledge.documents import Passage
from retrieval.ranker.pool import Pool

ARTICLES = (
    ("giving", "第一章 总则", "为了规范互助捐赠，制定本法。"),
    ("giving", "第二章 募捐", "开展公开募捐，应当将募捐方案报民政部门备案。"),
    ("giving", "第二章 募捐", "募捐期间应当公布募捐情况。方案变更的，重新备案。"),
    ("water", "第三章 法律责任", "没有许可取水的，处二万元以下罚款。"),
)
TITLES = {"giving": "互助捐赠法", "water": "取水条例"}


def pool(
    fused: tuple[float, ...] = (0.1, 0.9, 0.6, 0.2),
    dense: tuple[float, ...] = (0.81, 0.9, np.nan, 0.82),
) -> Pool:
    passages = [
        Passage(document, n, 0, len(text), text, (heading,), f"第{n}条")
        for n, (document, heading, text) in enumerate(ARTICLES)
    ]
    return Pool(
        passages,
        [TITLES[passage.document] for passage in passages],
        np.asarray([1.0, 8.0, 6.0, np.nan], dtype=np.float32),
        np.asarray(dense, dtype=np.float32),
        np.asarray(dense, dtype=np.float32) / np.float32(2),
        np.asarray([0.4, 0.9, 0.6, 0.1], dtype=np.float32),
        ~np.isnan(np.asarray(dense)),
        np.asarray(fused, dtype=np.float32),
    )
