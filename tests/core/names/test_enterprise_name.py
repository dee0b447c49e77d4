"""Enterprise names taken apart: every way in which a location can stand, branches, forms, doubtful brands."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from qianming.core.names.enterprise_name import LONGEST_NAME, fold_width, parse
from qianming.core.names.industry import descriptions, divide, is_trade, is_wording
from qianming.core.names.legal_form import find_form
from qianming.core.names.location import Placement
from qianming.core.names.places import gazetteer, stem_of, towns

PARTS = [
    ("杭州甲未科技有限公司", ("杭州",), "甲未", "科技", "有限公司", ""),
    ("浙江省杭州市西湖区甲未科技有限公司", ("浙江省", "杭州市", "西湖区"), "甲未", "科技", "有限公司", ""),
    ("内蒙古自治区甲未贸易公司", ("内蒙古自治区",), "甲未", "贸易", "公司", ""),
    ("延边朝鲜族自治州甲未木业有限公司", ("延边朝鲜族自治州",), "甲未", "木业", "有限公司", ""),
    ("昆山千灯镇甲未智能科技店", ("昆山", "千灯镇"), "甲未", "智能科技", "店", ""),
    ("海宁市海昌甲未贸易商行", ("海宁市", "海昌"), "甲未", "", "贸易商行", ""),
    ("永安市燕南街甲未丙百货商行", ("永安市", "燕南街"), "甲未丙", "百货", "商行", ""),
    ("浚县善堂供销合作社", ("浚县", "善堂"), "", "", "供销合作社", ""),
    ("大连经济技术开发区甲未商贸有限公司", ("大连", "经济技术开发区"), "甲未", "商贸", "有限公司", ""),
    ("常熟市碧溪镇花塘村甲未机械厂", ("常熟市", "碧溪镇", "花塘村"), "甲未", "机械", "厂", ""),
    ("苏州市工业甲未有限公司", ("苏州市",), "工业甲未", "", "有限公司", ""),
    ("襄樊市甲未汽车配件有限公司", ("襄樊市",), "甲未", "汽车配件", "有限公司", ""),
    ("中国甲未工程有限公司", ("中国",), "甲未", "工程", "有限公司", ""),
    ("甲未（福建）融资租赁有限公司", ("福建",), "甲未", "融资租赁", "有限公司", ""),
    ("甲未制衣无锡有限公司", ("无锡",), "甲未", "", "有限公司", ""),
    ("环球国际航运青岛有限公司", ("青岛",), "环球", "", "有限公司", ""),
    ("甲未丙科技有限公司", (), "甲未丙", "科技", "有限公司", ""),
    ("杭州甲未(集团)有限公司", ("杭州",), "甲未", "", "(集团)有限公司", ""),
    ("杭州甲未集团有限公司", ("杭州",), "甲未", "", "集团有限公司", ""),
    ("桐乡市甲未电器厂（普通合伙）", ("桐乡市",), "甲未", "电器", "厂（普通合伙）", ""),
    ("杭州甲未机械有限公司(原杭州机械厂)", ("杭州",), "甲未", "机械", "有限公司", ""),
    ("杭州甲未食品有限公司宁波分公司", ("杭州",), "甲未", "食品", "有限公司", "宁波分公司"),
    ("杭州甲未机械厂门市部", ("杭州",), "甲未", "机械", "厂", "门市部"),
    ("甲未控股邯郸分公司", ("邯郸",), "甲未", "", "分公司", ""),
    ("杭州甲未木材加工厂", ("杭州",), "甲未", "木材加工", "厂", ""),
    ("杭州投资快报传媒有限公司", ("杭州",), "投资快报", "传媒", "有限公司", ""),
    ("杭州外经贸综合服务公司", ("杭州",), "外经贸", "综合服务", "公司", ""),
    ("淮阴经济开发区甲未电子有限公司", ("淮阴", "经济开发区"), "甲未", "电子", "有限公司", ""),
    ("XX县种子公司", (), "XX县", "种子", "公司", ""),
    ("广德种子公司", ("广德",), "", "种子", "公司", ""),
    ("杭州第三建筑工程公司", ("杭州",), "", "第三建筑工程", "公司", ""),
    ("合肥科普电器有限公司", ("合肥",), "科普", "电器", "有限公司", ""),
    ("深圳福田策划公司", ("深圳", "福田"), "", "策划", "公司", ""),
    ("沈阳和平药业有限公司", ("沈阳",), "和平", "药业", "有限公司", ""),
    ("山西汾西工程建设有限公司", ("山西",), "汾西", "工程建设", "有限公司", ""),
    ("河南洛阳甲未贸易公司", ("河南", "洛阳"), "甲未", "贸易", "公司", ""),
    ("栖霞山综合开发公司", (), "栖霞山", "综合开发", "公司", ""),
    ("杭州铭科技有限公司", ("杭州",), "铭", "科技", "有限公司", ""),
    ("安徽甲未铁塔有限公司", ("安徽",), "甲未", "铁塔", "有限公司", ""),
    ("杭州阳光海岸有限公司", ("杭州",), "阳光海岸", "", "有限公司", ""),
    ("湖北塑胶雨伞公司", ("湖北",), "", "塑胶雨伞", "公司", ""),
    ("安徽甲未雨伞有限公司", ("安徽",), "甲未", "雨伞", "有限公司", ""),
    ("上海君衡盛意贸易有限公司", ("上海",), "君衡盛意", "贸易", "有限公司", ""),
    ("甲未(天下)科技有限公司", (), "甲未(天下)", "科技", "有限公司", ""),
    ("福田甲未科技有限公司", (), "福田甲未", "科技", "有限公司", ""),
    ("慈溪市新浦甲未电器厂", ("慈溪市", "新浦"), "甲未", "电器", "厂", ""),
    ("慈溪市新浦甲未电器有限公司", ("慈溪市",), "新浦甲未", "电器", "有限公司", ""),
    ("福清市东张粮食开发公司", ("福清市", "东张"), "", "粮食开发", "公司", ""),
    ("宁波大榭开发区甲未物资有限公司", ("宁波", "大榭开发区"), "甲未", "物资", "有限公司", ""),
    ("贵州普安农村商业银行", ("贵州", "普安"), "", "", "农村商业银行", ""),
    ("贵州普安种子公司", ("贵州", "普安"), "", "种子", "公司", ""),
    ("阳江市平冈供销社", ("阳江市", "平冈"), "", "", "供销社", ""),
    ("杭州有限公司", ("杭州",), "", "", "有限公司", ""),
    ("广德铭科技有限公司", (), "广德铭", "科技", "有限公司", ""),
    ("番禺县甲未塑料厂", ("番禺县",), "甲未", "塑料", "厂", ""),
    ("金华区域开发公司", ("金华",), "区域", "开发", "公司", ""),
    ("昆山市城镇建设公司", ("昆山市",), "", "城镇建设", "公司", ""),
]


@pytest.mark.parametrize(("name", "location", "brand", "industry", "form", "branch"), PARTS)
def test_it_takes_a_name_apart(
    name: str, location: tuple[str, ...], brand: str, industry: str, form: str, branch: str
) -> None:
    parsed = parse(name)
    assert (parsed.location, parsed.brand, parsed.industry, parsed.form, parsed.branch) == (
        location,
        brand,
        industry,
        form,
        branch,
    )


@pytest.mark.parametrize(
    ("name", "credit_code", "location", "brand"),
    [
        ("方正甲未科技有限公司", "91230000MA00000000", ("方正",), "甲未"),
        ("方正甲未科技有限公司", "91110000MA00000000", (), "方正甲未"),
        ("方正甲未科技有限公司", None, (), "方正甲未"),
        ("青岛啤酒(厦门)有限公司", None, ("厦门",), "青岛"),
        ("阿里巴巴（中国）网络技术有限公司", None, ("中国",), "阿里巴巴"),
        ("威海甲未(青岛)科技有限公司", "91370000MA00000000", ("威海",), "甲未(青岛)"),
        ("中国东方甲未有限公司", None, ("中国",), "东方甲未"),
        ("杭州甲未科技有限公司", "91100000MA00000000", ("杭州",), "甲未"),
        ("杭州甲未科技有限公司", "垃圾", ("杭州",), "甲未"),
    ],
)
def test_the_credit_code_tells_a_place_from_a_brand(
    name: str, credit_code: str | None, location: tuple[str, ...], brand: str
) -> None:
    parsed = parse(name, credit_code)
    assert (parsed.location, parsed.brand) == (location, brand)


def test_it_says_what_is_complete_and_what_is_doubtful() -> None:
    assert parse("杭州甲未科技有限公司").complete
    assert not parse("甲未科技有限公司").complete
    assert not parse("安徽甲未铁塔架有限公司").complete
    assert parse("东方甲未科技有限公司").location_doubtful
    assert not parse("杭州甲未科技有限公司").location_doubtful
    assert parse("杭州某人小吃店", "92330100MA00000000").household


def test_spans_lead_back_to_the_name_as_given() -> None:
    parsed = parse("甲未（福建）融资租赁有限公司")
    assert parsed.name[slice(*parsed.location_span)] == "（福建）"
    assert parsed.placement is Placement.BRACKETS
    assert parsed.boundaries == (10,)


@given(st.text(max_size=LONGEST_NAME + 20))
def test_it_never_raises_and_its_parts_are_ranges_of_the_name(name: str) -> None:
    parsed = parse(name)
    for text, span in ((parsed.brand, parsed.brand_span), (parsed.form, parsed.form_span)):
        assert name[slice(*span)] == text
    assert name[slice(*parsed.branch_span)] == parsed.branch


@given(
    st.lists(
        st.sampled_from("杭州市浙江省西湖区镇村(（)）中国公司有限责任厂店分甲未科技贸易供销社和平东方第三"),
        max_size=30,
    )
)
def test_it_never_raises_on_words_of_names(characters: list[str]) -> None:
    parse("".join(characters))


def test_a_text_too_long_for_a_name_is_all_brand() -> None:
    text = "公司" * LONGEST_NAME
    assert parse(text).brand == text


def test_widths_are_folded_one_for_one() -> None:
    assert fold_width("ＡＢ（１）　") == "AB(1) "
    assert fold_width("杭州") == "杭州"


@pytest.mark.parametrize(
    ("name", "stem"),
    [
        ("杭州市", "杭州"),
        ("赵县", "赵县"),
        ("内蒙古自治区", "内蒙古"),
        ("孟村回族自治县", "孟村"),
        ("鄂伦春自治旗", "鄂伦春"),
        ("杭州", "杭州"),
    ],
)
def test_a_place_keeps_two_characters(name: str, stem: str) -> None:
    assert stem_of(name) == stem


def test_the_gazetteer_knows_places_of_now_and_then() -> None:
    readings = gazetteer().readings
    assert readings["杭州市"][0].whole
    assert readings["宣武区"][0].code == "110104"
    assert "|千灯镇|" in towns()["320583"]


def test_words_stand_alone_or_not() -> None:
    text = "电子商务牧草业"
    assert is_trade(text, 0, 4)
    assert is_trade(text, 4, 4)
    assert not is_trade(text, 3, 7)
    assert is_wording(text, 0, 4)
    assert is_wording(text, 4, 4)
    assert not is_wording(text, 1, 4)


def test_a_very_long_brand_ends_at_its_first_trade() -> None:
    text = "邓禄普轮胎销售天骄"
    assert divide(text, 0, len(text)).start == 3
    strange = "琞琟琠琡琢琣琤"
    assert divide(strange, 0, len(strange)).start == len(strange)


def test_descriptions_are_no_brand() -> None:
    assert "大型" in descriptions()
    assert parse("上海大型演出设计公司").brand == ""


@pytest.mark.parametrize(
    ("name", "form", "branch"),
    [
        ("甲未信用合作社(筹)", "信用合作社", ""),
        ("甲未有限公司*", "有限公司", ""),
        ("甲未集团公司乙午有限公司", "有限公司", ""),
        ("甲未公司(集团)厂", "厂", ""),
        ("甲未", "", ""),
        ("", "", ""),
        ("甲未图书店", "店", ""),
        ("甲未(普通合伙)", "(普通合伙)", ""),
    ],
)
def test_it_finds_the_legal_form(name: str, form: str, branch: str) -> None:
    found = find_form(name, 0)
    assert name[found.head_end : found.form_end] == form
    assert name[found.form_end : found.branch_end] == branch
