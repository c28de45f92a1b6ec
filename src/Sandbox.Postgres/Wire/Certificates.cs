using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Sandbox.Postgres.Connections;

namespace Sandbox.Postgres.Wire;

/// <summary>What is asked of the server's certificate, by <see cref="SslMode"/> (PostgreSQL manual, "Client Verification of Server Certificates").</summary>
internal static class Certificates
{
    public static SslClientAuthenticationOptions Options(ConnectionTarget target)
    {
        var options = new SslClientAuthenticationOptions { TargetHost = target.Host };
        var checksName = target.SslMode == SslMode.VerifyFull;
        var checksChain = checksName || target.SslMode == SslMode.VerifyCa || (target.SslMode == SslMode.Require && target.SslRootCertificate is not null);
        if (checksChain && target.SslRootCertificate is { } file)
        {
            options.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            options.CertificateChainPolicy.CustomTrustStore.AddRange(Roots(file));
        }

        if (target.SslCertificate is { } certificate)
        {
            options.ClientCertificates = [Own(certificate, target.SslKey)];
        }

        options.RemoteCertificateValidationCallback = (_, _, _, errors) =>
            !checksChain || (errors & ~(checksName ? SslPolicyErrors.None : SslPolicyErrors.RemoteCertificateNameMismatch)) == SslPolicyErrors.None;
        return options;
    }

    private static X509Certificate2 Own(string file, string? key)
    {
        try
        {
            return X509Certificate2.CreateFromPemFile(file, key);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SandboxException(
                ExitCode.Usage, $"{file}: the client's certificate or its key (sslcert, sslkey) cannot be read: {failure.Message.ReplaceLineEndings(" ")}", failure);
        }
    }

    private static X509Certificate2Collection Roots(string file)
    {
        var roots = new X509Certificate2Collection();
        try
        {
            roots.ImportFromPemFile(file);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or CryptographicException)
        {
            throw new SandboxException(ExitCode.Usage, $"{file}: the root certificates (sslrootcert) cannot be read: {failure.Message}", failure);
        }

        return roots.Count > 0
            ? roots
            : throw new SandboxException(ExitCode.Usage, $"{file}: holds no certificate in PEM form (sslrootcert)");
    }
}
