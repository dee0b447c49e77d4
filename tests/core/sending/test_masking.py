"""Texts without their values."""

import pytest

from qianming.core.sending.masking import MASK, masked_text


@pytest.mark.parametrize(
    ("text", "template", "shown"),
    [
        ("【云帆】验证码482913。", "验证码${code}。", "【云帆】验证码***。"),
        ("【云帆】法人甲，您的${x}", "${name}，您的${what}", "【云帆】***，您的***"),
        ("【云帆】您好。", "您好。", "【云帆】您好。"),
        ("【云帆】旧文482913", MASK, "【云帆】***"),
        ("没有签名482913", "验证码${code}", "验证码***"),
    ],
)
def test_it_masks_every_value(text: str, template: str, shown: str) -> None:
    assert masked_text(text, template) == shown
