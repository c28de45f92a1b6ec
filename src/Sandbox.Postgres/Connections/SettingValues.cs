using System.Globalization;

namespace Sandbox.Postgres.Connections;

/// <summary>Turns the text of settings into values; what libpq would refuse is refused here too.</summary>
internal static class SettingValues
{
    private const string SystemRoots = "system";

    /// <summary>The mode of TLS and the file of root certificates; <c>sslrootcert=system</c> means the system's and verify-full, as in libpq.</summary>
    public static (SslMode Mode, string? Root) Tls(ConnectionSettings settings)
    {
        var root = settings["sslrootcert"];
        var usesSystemRoots = string.Equals(root, SystemRoots, StringComparison.Ordinal);
        var mode = settings["sslmode"] switch
        {
            null => usesSystemRoots ? SslMode.VerifyFull : SslMode.Prefer,
            "disable" => SslMode.Disable,
            "allow" => SslMode.Allow,
            "prefer" => SslMode.Prefer,
            "require" => SslMode.Require,
            "verify-ca" => SslMode.VerifyCa,
            "verify-full" => SslMode.VerifyFull,
            var other => throw Unknown("sslmode", other, "disable, allow, prefer, require, verify-ca or verify-full"),
        };
        if (usesSystemRoots && mode != SslMode.VerifyFull)
        {
            throw new SandboxException(ExitCode.Usage, "sslrootcert=system is too weak with this sslmode, for anyone can have a certificate; write sslmode=verify-full");
        }

        return (mode, usesSystemRoots ? null : root);
    }

    public static ChannelBinding ChannelBinding(ConnectionSettings settings) => settings["channel_binding"] switch
    {
        null or "prefer" => Connections.ChannelBinding.Prefer,
        "disable" => Connections.ChannelBinding.Disable,
        "require" => Connections.ChannelBinding.Require,
        var other => throw Unknown("channel_binding", other, "disable, prefer or require"),
    };

    /// <summary>There is no 3.1: a pooler uses that number for something else.</summary>
    public static Version MaxProtocolVersion(ConnectionSettings settings) => settings["max_protocol_version"] switch
    {
        null or "3.0" => new Version(3, 0),
        "3.2" or "latest" => new Version(3, 2),
        var other => throw Unknown("max_protocol_version", other, "3.0, 3.2 or latest"),
    };

    public static TargetSessionAttributes SessionAttributes(ConnectionSettings settings) => settings["target_session_attrs"] switch
    {
        null or "any" => TargetSessionAttributes.Any,
        "read-write" => TargetSessionAttributes.ReadWrite,
        "read-only" => TargetSessionAttributes.ReadOnly,
        "primary" => TargetSessionAttributes.Primary,
        "standby" => TargetSessionAttributes.Standby,
        "prefer-standby" => TargetSessionAttributes.PreferStandby,
        var other => throw Unknown("target_session_attrs", other, "any, read-write, read-only, primary, standby or prefer-standby"),
    };

    /// <summary>Whole seconds; zero and less mean without limit, as in libpq.</summary>
    public static TimeSpan ConnectTimeout(ConnectionSettings settings)
    {
        if (settings["connect_timeout"] is not { } text)
        {
            return TimeSpan.FromSeconds(15);
        }

        return int.TryParse(text.Trim(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var seconds) && seconds <= 1_000_000
            ? seconds > 0 ? TimeSpan.FromSeconds(seconds) : Timeout.InfiniteTimeSpan
            : throw Unknown("connect_timeout", text, "a number of seconds, up to 1000000");
    }

    /// <summary>Settings that have one right value here.</summary>
    public static void CheckUnused(ConnectionSettings settings)
    {
        if (settings["client_encoding"] is { } encoding
            && !encoding.Equals("auto", StringComparison.OrdinalIgnoreCase)
            && !encoding.Replace("-", "", StringComparison.Ordinal).Equals("utf8", StringComparison.OrdinalIgnoreCase))
        {
            throw Unknown("client_encoding", encoding, "UTF8");
        }

        if (settings["gssencmode"] is { } encryption and not ("disable" or "prefer"))
        {
            throw Unknown("gssencmode", encryption, "disable or prefer; GSSAPI is not supported");
        }
    }

    private static SandboxException Unknown(string key, string value, string known) =>
        new(ExitCode.Usage, $"{key}: \"{value}\" is not one of its values; write {known}");
}
