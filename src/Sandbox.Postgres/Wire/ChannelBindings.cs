using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Sandbox.Postgres.Wire;

/// <summary>The channel binding <c>tls-server-end-point</c> (RFC 5929, section 4.1).</summary>
internal static class ChannelBindings
{
    /// <summary>
    /// The hash of the server's certificate by the hash of its own signature, with SHA-256 instead of MD5 and SHA-1; null where
    /// the signature names no hash that RFC 5929 defines (Ed25519, RSASSA-PSS), which PostgreSQL does not bind to either.
    /// </summary>
    public static byte[]? EndPointHash(X509Certificate2 certificate) => certificate.SignatureAlgorithm.Value switch
    {
        // RSA and ECDSA, with MD5 or SHA-1, then with SHA-256.
        "1.2.840.113549.1.1.4" or "1.2.840.113549.1.1.5" or "1.2.840.10045.4.1" or
        "1.2.840.113549.1.1.11" or "1.2.840.10045.4.3.2" => SHA256.HashData(certificate.RawDataMemory.Span),
        "1.2.840.113549.1.1.12" or "1.2.840.10045.4.3.3" => SHA384.HashData(certificate.RawDataMemory.Span),
        "1.2.840.113549.1.1.13" or "1.2.840.10045.4.3.4" => SHA512.HashData(certificate.RawDataMemory.Span),
        _ => null,
    };
}
