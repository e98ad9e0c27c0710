"""Titles and labels folded for comparison, whatever their language or decoration."""

import re
import unicodedata

from sdd.read.markdown.inline import plain

_PARENTHETICAL = re.compile(r"\([^()]*\)")
_NUMBERING = re.compile(r"(?:\d+(?:\.\d+)*|[ivx]+)[.):]\s*(?=\D)|\d+\s+(?=\D)")
_EDGE = re.compile(r"^[\W_]+|[\W_]+$")

# The English title of a template heading, and how translations of it are recognised.
_TRANSLATIONS = {
    "user scenarios & testing": (
        "ユーザーシナリオ", "ユーザーストーリー", "用户场景", "用户故事", "使用者情境",
        "使用者故事", "使用者場景", "escenarios de usuario", "historias de usuario",
    ),
    "functional requirements": (
        "機能要件", "功能需求", "功能要求", "功能性需求", "requisitos funcionales",
        "requerimientos funcionales",
    ),
    "requirements": ("要件", "需求", "要求", "requisitos", "requerimientos"),
    "success criteria": (
        "成功基準", "成功条件", "成功标准", "成功標準", "成功准则", "成功指标",
        "criterios de éxito", "criterios de exito",
    ),
    "acceptance scenarios": (
        "受け入れシナリオ", "受入シナリオ", "验收场景", "驗收場景", "验收情景", "驗收情境",
        "escenarios de aceptación", "escenarios de aceptacion",
    ),
    "constitution check": (
        "憲章チェック", "憲法チェック", "憲章確認", "憲法準拠", "宪法检查", "宪章检查",
        "憲法檢查", "憲章檢查", "章程检查", "verificación de la constitución",
        "comprobación de la constitución", "verificación de constitución",
        "chequeo de constitución", "revisión de la constitución",
    ),
    "technical context": (
        "技術コンテキスト", "技術的コンテキスト", "技术上下文", "技术背景", "技術背景",
        "技術上下文", "contexto técnico", "contexto tecnico",
    ),
    "project structure": (
        "プロジェクト構造", "プロジェクト構成", "项目结构", "專案結構", "estructura del proyecto",
    ),
    "complexity tracking": (
        "複雑性の追跡", "複雑性トラッキング", "複雑さの追跡", "复杂度跟踪", "复杂性跟踪",
        "複雜度追蹤", "seguimiento de complejidad",
    ),
}  # fmt: skip


def fold(title: str) -> str:
    """Plain, lower case, without numbering, parentheses, marks at the edges; "and" is "&"."""
    text = unicodedata.normalize("NFKC", plain(title)).casefold()
    text = _EDGE.sub("", _PARENTHETICAL.sub(" ", text))
    text = _NUMBERING.sub("", text, count=1) if _NUMBERING.match(text) else text
    return " ".join(_EDGE.sub("", text).replace(" and ", " & ").split())


def key_of(title: str) -> str:
    """The folded title, or the English template title that it translates."""
    key = fold(title)
    for english, translations in _TRANSLATIONS.items():
        if any(translation in key for translation in translations):
            return english
    return key
