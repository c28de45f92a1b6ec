using System.Net.Security;
using System.Security.Authentication;
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

        options.RemoteCertificateValidationCallback = (_, _, chain, errors) => Check(errors, chain, checksChain, checksName ? target.Host : null);
        return options;
    }

    /// <exception cref="AuthenticationException">The certificate will not do, and why.</exception>
    private static bool Check(SslPolicyErrors errors, X509Chain? chain, bool checksChain, string? name)
    {
        if (checksChain && (errors & ~SslPolicyErrors.RemoteCertificateNameMismatch) != SslPolicyErrors.None)
        {
            var reason = chain?.ChainStatus is [var status, ..] ? status.StatusInformation : "it has none";
            throw new AuthenticationException($"the server's certificate is not trusted: {reason}");
        }

        return name is null || (errors & SslPolicyErrors.RemoteCertificateNameMismatch) == SslPolicyErrors.None
            ? true
            : throw new AuthenticationException($"the server's certificate is not for the name \"{name}\"");
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
