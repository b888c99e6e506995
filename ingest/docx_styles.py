"""What a run or paragraph of a Word document inherits from its styles: font, hidden text, list.

Nearest first: the run's own properties, its character style, its paragraph's style, each with the styles it is based
on, then the document's defaults (ECMA-376 part 1, 17.7.2).
"""

from __future__ import annotations

from functools import lru_cache

from cancu.ingest.docx_package import Element, is_on, value_of, word

_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_MOST_ANCESTORS = 20


class Styles:
    """The styles of one document.

    Args:
        styles: root of `styles.xml`
        theme: root of the theme, which names the fonts of headings and body
    """

    def __init__(self, styles: Element | None, theme: Element | None) -> None:
        found = styles.findall(word("style")) if styles is not None else []
        self._by_id = {style.get(word("styleId"), ""): style for style in found}
        self._default = next((style.get(word("styleId"), "") for style in found if _is_default(style)), "")
        self._defaults = (
            styles.find(f"{word('docDefaults')}/{word('rPrDefault')}/{word('rPr')}") if styles is not None else None
        )
        self._theme = {kind: _theme_font(theme, kind) for kind in ("major", "minor")}
        self._run_defaults = lru_cache(maxsize=1024)(self._find_run_defaults)

    def chain(self, style: str | None) -> list[Element]:
        """A paragraph style (the default one for None) and those it is based on, nearest first."""
        found: list[Element] = []
        name = self._default if style is None else style
        while name in self._by_id and len(found) < _MOST_ANCESTORS:
            found.append(self._by_id[name])
            name = value_of(found[-1], "basedOn") or ""
        return found

    def run_traits(self, run: Element, paragraph_style: str | None) -> tuple[str, bool]:
        """The font of a run's Latin letters and whether the run is hidden."""
        properties = run.find(word("rPr"))
        font, hidden = self._traits(properties) if properties is not None else ("", None)
        if not font or hidden is None:
            inherited = self._run_defaults(value_of(properties, "rStyle"), paragraph_style)
            font = font or inherited[0]
            hidden = inherited[1] if hidden is None else hidden
        return font, hidden

    def font_of(self, properties: Element | None) -> str:
        """The font named by run properties alone."""
        return self._traits(properties)[0] if properties is not None else ""

    def _find_run_defaults(self, run_style: str | None, paragraph_style: str | None) -> tuple[str, bool]:
        styles = [*(self.chain(run_style) if run_style else ()), *self.chain(paragraph_style)]
        layers = [style.find(word("rPr")) for style in styles]
        traits = [self._traits(layer) for layer in (*layers, self._defaults) if layer is not None]
        font = next((font for font, _ in traits if font), "")
        return font, next((hidden for _, hidden in traits if hidden is not None), False)

    def _traits(self, properties: Element) -> tuple[str, bool | None]:
        fonts = properties.find(word("rFonts"))
        font = ""
        if fonts is not None:
            theme = fonts.get(word("asciiTheme")) or fonts.get(word("hAnsiTheme")) or ""
            font = self._theme.get(theme[:5], "") or fonts.get(word("ascii")) or fonts.get(word("hAnsi")) or ""
        return font, is_on(properties, "vanish")


def _is_default(style: Element) -> bool:
    return style.get(word("type")) == "paragraph" and style.get(word("default")) in ("1", "true", "on")


def _theme_font(theme: Element | None, kind: str) -> str:
    latin = theme.find(f".//{_DRAWING}{kind}Font/{_DRAWING}latin") if theme is not None else None
    return (latin.get("typeface") or "") if latin is not None else ""
