"""Reading what arrived: headers, query, form, JSON."""

import pytest

from qianming.rpc.errors import PublicError
from qianming.rpc.request import RpcRequest, document, pairs, read

JSON = ((b"content-type", b"application/json; charset=utf-8"),)
FORM = ((b"content-type", b"application/x-www-form-urlencoded"),)


def a_request(
    *, query: bytes = b"", headers: tuple[tuple[bytes, bytes], ...] = (), body: bytes = b""
) -> RpcRequest:
    return RpcRequest("post", "/", query, headers, body)


@pytest.mark.parametrize(
    ("encoded", "expected"),
    [
        (b"", ()),
        (b"a=1&b=2", (("a", "1"), ("b", "2"))),
        (b"a=&b", (("a", ""), ("b", ""))),
        (b"a=x+y%20z%2B", (("a", "x y z+"),)),
        (b"a=1&&b=2&", (("a", "1"), ("b", "2"))),
        (b"a=1&a=2", (("a", "1"), ("a", "2"))),
        ("名=云帆".encode(), (("名", "云帆"),)),
        (b"a=%e4%BA%91=%zz", (("a", "云=%zz"),)),
    ],
)
def test_it_decodes_pairs(encoded: bytes, expected: tuple[tuple[str, str], ...]) -> None:
    assert pairs(encoded) == expected


def test_bytes_that_are_no_text_stay_different() -> None:
    assert pairs(b"a=%FE") != pairs(b"a=%FF")


def test_several_values_of_a_header_are_joined_as_clients_sign_them() -> None:
    content = read(a_request(headers=((b"X-Acs-Foo", b" a "), (b"x-acs-foo", b"b"))))
    assert content.headers == {"x-acs-foo": "a,b"}
    assert content.method == "POST"


@pytest.mark.parametrize(
    "headers", [FORM, (), ((b"content-type", b"Application/X-WWW-Form-Urlencoded; a=b"),)]
)
def test_it_reads_a_form(headers: tuple[tuple[bytes, bytes], ...]) -> None:
    assert read(a_request(headers=headers, body=b"a=1")).form == (("a", "1"),)


@pytest.mark.parametrize("kind", [b"application/octet-stream", b"application/json", b"text/plain"])
def test_it_takes_no_other_body_for_a_form(kind: bytes) -> None:
    assert read(a_request(headers=((b"content-type", kind),), body=b"a=1")).form == ()


def test_it_reads_the_top_level_of_a_json_body() -> None:
    body = '{"Name":"云帆","Number":7,"Flag":true,"None":null,"List":[1,"a"],"Blank":""}'.encode()
    assert document(read(a_request(headers=JSON, body=body))) == (
        ("Name", "云帆"),
        ("Number", "7"),
        ("Flag", "true"),
        ("List", '[1,"a"]'),
        ("Blank", ""),
    )


@pytest.mark.parametrize("body", [b"{", b"[1]", b"1", b"\xff", b"[" * 100_000])
def test_it_refuses_a_json_body_that_is_no_object(body: bytes) -> None:
    with pytest.raises(PublicError) as caught:
        document(read(a_request(headers=JSON, body=body)))
    assert caught.value.code == "InvalidParameter.Format"


def test_an_empty_json_body_says_nothing() -> None:
    assert document(read(a_request(headers=JSON, body=b" "))) == ()
    assert document(read(a_request(headers=FORM, body=b"{}"))) == ()
