"""Ed25519 against RFC 8032's own vectors, and everything that is no signature (threat T13)."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nacl.signing import SigningKey, VerifyKey

from adapters.discord_app.signature import FUTURE, PAST, is_signed

KEY = SigningKey(bytes(range(32)))
NOW = 1_772_355_600
BODY = b'{"type":1}'


def sign(body: bytes = BODY, timestamp: str = str(NOW), key: SigningKey = KEY) -> str:
    return key.sign(timestamp.encode() + body).signature.hex()


def accepts(
    signature: str | None = None, timestamp: str | None = str(NOW), body: bytes = BODY
) -> bool:
    return is_signed(
        KEY.verify_key, timestamp=timestamp, signature=signature, body=body, now=float(NOW)
    )


@pytest.mark.parametrize(
    ("secret", "public", "message", "signature"),
    [
        (
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            (
                "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e"
                "39701cf9b46bd25bf5f0595bbe24655141438e7a100b"
            ),
        ),
        (
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            (
                "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f"
                "3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"
            ),
        ),
        (
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            (
                "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67"
                "f760984dc6594a7c15e9716ed28dc027beceea1ec40a"
            ),
        ),
    ],
)
def test_the_curve_is_that_of_rfc_8032(
    secret: str, public: str, message: str, signature: str
) -> None:
    signing = SigningKey(bytes.fromhex(secret))

    assert public == signing.verify_key.encode().hex()
    assert signature == signing.sign(bytes.fromhex(message)).signature.hex()
    signed = bytes.fromhex(message), bytes.fromhex(signature)
    assert bytes.fromhex(message) == VerifyKey(bytes.fromhex(public)).verify(*signed)


def test_what_discord_signed_is_accepted() -> None:
    assert accepts(sign())


@pytest.mark.parametrize("age", [-FUTURE, 0, PAST])
def test_the_window_has_both_its_ends(age: int) -> None:
    timestamp = str(NOW - age)

    assert accepts(sign(timestamp=timestamp), timestamp)


@pytest.mark.parametrize(
    "signature",
    [
        None,
        "",
        "0",
        "00" * 64,
        "ff" * 64,
        "zz" * 64,
        "é" * 128,
        "0x" + "0" * 126,
        "\N{ARABIC-INDIC DIGIT ZERO}" * 128,
        " " + "0" * 127,
        "0" * 127,
        "0" * 129,
        "0" * 1_000_000,
        "\x00" * 128,
        sign() + "\n",
        sign(body=b"{}"),
        sign(timestamp=str(NOW - 1)),
        sign(key=SigningKey(bytes(32))),
        "v0=" + sign(),
        sign()[:-2] + ("00" if not sign().endswith("00") else "01"),
    ],
)
def test_what_is_no_signature_of_discord_is_refused(signature: str | None) -> None:
    assert not accepts(signature)


@pytest.mark.parametrize(
    "timestamp",
    [
        None,
        "",
        "now",
        "-1",
        "+1772355600",
        "1e9",
        "1772355600.0",
        " 1772355600",
        "1772355600\n",
        "\N{ARABIC-INDIC DIGIT ONE}" * 10,
        "9" * 4000,
        "0",
        "NaN",
        "inf",
        "0x69a40a10",
        "1_772_355_600",
        str(NOW - PAST - 1),
        str(NOW + FUTURE + 1),
    ],
)
def test_what_is_no_time_or_not_of_now_is_refused_though_it_is_signed(
    timestamp: str | None,
) -> None:
    assert not accepts(sign(timestamp=timestamp or ""), timestamp)


@given(st.text(), st.text(), st.binary())
def test_nothing_made_up_is_accepted_or_raises(timestamp: str, signature: str, body: bytes) -> None:
    assert not accepts(signature, timestamp, body)
