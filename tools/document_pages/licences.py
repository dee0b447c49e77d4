"""Draws a business licence in the present layout, lying: two columns, code on the left, QR on the right."""

import numpy as np
import zxingcpp
from PIL import Image, ImageDraw

from tools.document_pages.drawing import INK, font, paper, seal, stamped
from tools.document_pages.samples import Licence

WIDTH, HEIGHT = 2000, 1414
_LEFT, _RIGHT, _VALUE = 170, 1080, 250
_NAME_CHARACTERS = 17


def licence_page(licence: Licence) -> Image.Image:
    """The page as printed."""
    page = paper(WIDTH, HEIGHT)
    pen = ImageDraw.Draw(page)
    pen.text((WIDTH // 2, 220), "营 业 执 照", font=font(104), fill=INK, anchor="mm")
    pen.text((_LEFT, 290), "统一社会信用代码", font=font(30), fill=INK)
    pen.text((_LEFT, 335), licence.credit_code, font=font(38), fill=INK)
    page.paste(_code_square(licence), (WIDTH - 430, 130))
    y = 440
    for label, value in _left(licence):
        y = _row(pen, (_LEFT, y), label, value)
    y = 440
    for label, value in _right(licence):
        y = _row(pen, (_RIGHT, y), label, value)
    pen.text((_RIGHT + 60, 1130), "登 记 机 关", font=font(34), fill=INK)
    day = licence.established
    pen.text((_RIGHT + 330, 1215), f"{day.year}年{day.month:02d}月{day.day:02d}日", font=font(34), fill=INK)
    stamped(page, seal(licence.name[:2] + "市样例区市场监督管理局"), (_RIGHT + 480, 1180))
    return page


def _left(licence: Licence) -> tuple[tuple[str, str], ...]:
    return (
        ("名        称", licence.name),
        ("类        型", "有限责任公司（自然人投资或控股）"),
        ("法定代表人", licence.legal_representative),
        ("经 营 范 围", "一般项目：技术服务、技术开发、技术咨询；软件开发；信息系统集成服务；日用百货销售。"),
    )


def _right(licence: Licence) -> tuple[tuple[str, str], ...]:
    return (
        ("注 册 资 本", "伍佰万元整"),
        ("成 立 日 期", _day(licence.established)),
        (
            "营 业 期 限",
            f"{_day(licence.established)}至{_day(licence.valid_until) if licence.valid_until else '长期'}",
        ),
        ("住        所", "样例省样例市样例区样例路一百号三幢二层"),
    )


def _day(day: object) -> str:
    return f"{day:%Y年%m月%d日}"


def _row(pen: ImageDraw.ImageDraw, at: tuple[int, int], label: str, value: str) -> int:
    """One label with its value, wrapped; where the next row begins."""
    x, y = at
    pen.text((x, y), label, font=font(34), fill=(110, 80, 30))
    for start in range(0, len(value), _NAME_CHARACTERS):
        pen.text((x + _VALUE, y), value[start : start + _NAME_CHARACTERS], font=font(34), fill=INK)
        y += 56
    return y + 44


def _code_square(licence: Licence) -> Image.Image:
    text = f"统一社会信用代码：{licence.credit_code};名称：{licence.name}"
    drawn = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.QRCode).to_image(scale=6)
    return Image.fromarray(np.array(drawn)).resize((260, 260))
