"""A private certificate authority and a server certificate for loopback, made on the spot.

Both carry what RFC 5280 asks of a real authority's: Python verifies that strictly since 3.13.
"""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID


@dataclass(frozen=True, slots=True)
class Certificates:
    """The authority's certificate as a file, and a context that serves with a certificate of its own."""

    authority: Path
    serving: ssl.SSLContext


def certificates(folder: Path, host: str = "127.0.0.1", *names: str, identified: bool = True) -> Certificates:
    """Make both for a server on `host`, an IP address, which is reached by these names too.

    Without `identified` they lack their key identifiers, as those of many a company do.
    """
    authority_key, server_key = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
    authority_name, server_name = _name("Test authority"), _name("Test server")
    unsigned_authority = (
        _builder(authority_name, authority_name, authority_key)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
    )
    unsigned_server = (
        _builder(server_name, authority_name, server_key)
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(host)), *map(x509.DNSName, names)]),
            critical=False,
        )
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    )
    if identified:
        of_authority = x509.SubjectKeyIdentifier.from_public_key(authority_key.public_key())
        of_server = x509.SubjectKeyIdentifier.from_public_key(server_key.public_key())
        of_issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key())
        unsigned_authority = unsigned_authority.add_extension(of_authority, critical=False)
        unsigned_server = unsigned_server.add_extension(of_server, critical=False).add_extension(
            of_issuer, critical=False
        )
    authority = unsigned_authority.sign(authority_key, hashes.SHA256())
    server = unsigned_server.sign(authority_key, hashes.SHA256())
    authority_file, server_file = folder / "authority.pem", folder / "server.pem"
    authority_file.write_bytes(authority.public_bytes(serialization.Encoding.PEM))
    server_file.write_bytes(
        server_key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + server.public_bytes(serialization.Encoding.PEM)
    )
    serving = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    serving.load_cert_chain(server_file)
    return Certificates(authority_file, serving)


def _name(text: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, text)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )


def _builder(
    subject: x509.Name, issuer: x509.Name, key: ec.EllipticCurvePrivateKey
) -> x509.CertificateBuilder:
    now = datetime.now(UTC)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
    )
