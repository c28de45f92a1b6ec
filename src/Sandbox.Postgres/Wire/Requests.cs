using System.Text;

namespace Sandbox.Postgres.Wire;

/// <summary>The messages that a client sends, one method each (PostgreSQL manual, "Message Formats").</summary>
internal static class Requests
{
    /// <summary>The server takes no message of a gigabyte (PQ_LARGE_MESSAGE_LIMIT); the rest is room for the other fields.</summary>
    private const int TextLimit = 0x3fff_ffff - 1024;

    private const int CancelRequestCode = 80877102;
    private const int SslRequestCode = 80877103;

    /// <summary>Refuses text that no message can carry, before anything is sent.</summary>
    /// <exception cref="SandboxException">A NUL character, a gigabyte, or a character that the encoding lacks (<see cref="ExitCode.Usage"/>).</exception>
    public static void Check(string text, Encoding encoding)
    {
        ArgumentNullException.ThrowIfNull(text);
        var zero = text.IndexOf('\0', StringComparison.Ordinal);
        if (zero >= 0)
        {
            throw new SandboxException(ExitCode.Usage, $"character {zero + 1} of the statement is NUL, which PostgreSQL cannot read; remove it");
        }

        var isUtf8 = encoding.CodePage == Encoding.UTF8.CodePage;
        if ((text.Length > TextLimit / 3 || !isUtf8) && Length(text, encoding) > TextLimit)
        {
            throw new SandboxException(ExitCode.Usage, "the statement is a gigabyte or more, which PostgreSQL cannot read; split it");
        }
    }

    /// <inheritdoc cref="Check(string, Encoding)"/>
    public static void Check(string statement, IReadOnlyList<string?> parameters, Encoding encoding)
    {
        Check(statement, encoding);
        ArgumentNullException.ThrowIfNull(parameters);
        if (parameters.Count > ushort.MaxValue)
        {
            throw new SandboxException(ExitCode.Usage, $"a statement has {ushort.MaxValue} parameters at most, this one {parameters.Count}; split it");
        }

        long total = 0;
        foreach (var parameter in parameters)
        {
            Check(parameter ?? "", encoding);
            total += parameter is null ? 0 : Length(parameter, encoding);
        }

        if (total > TextLimit)
        {
            throw new SandboxException(ExitCode.Usage, "the statement's parameters are a gigabyte or more, which PostgreSQL cannot read; split them");
        }
    }

    public static void SslRequest(this MessageWriter writer)
    {
        writer.BeginUntyped();
        writer.Int32(SslRequestCode);
        writer.End();
    }

    public static void CancelRequest(this MessageWriter writer, int processId, ReadOnlySpan<byte> secretKey)
    {
        writer.BeginUntyped();
        writer.Int32(CancelRequestCode);
        writer.Int32(processId);
        writer.Bytes(secretKey);
        writer.End();
    }

    public static void Startup(this MessageWriter writer, Version protocol, params ReadOnlySpan<(string Name, string Value)> parameters)
    {
        writer.BeginUntyped();
        writer.Int32(Number(protocol));
        foreach (var (name, value) in parameters)
        {
            writer.Text(name);
            writer.Text(value);
        }

        writer.Byte(0);
        writer.End();
    }

    /// <summary>A version of the protocol as messages write it.</summary>
    public static int Number(Version protocol) => (protocol.Major << 16) | protocol.Minor;

    /// <summary>PasswordMessage with a password in clear or as an md5 hash.</summary>
    public static void Password(this MessageWriter writer, string password)
    {
        writer.Begin((byte)'p');
        writer.Text(password);
        writer.End();
    }

    public static void SaslInitialResponse(this MessageWriter writer, string mechanism, string response)
    {
        writer.Begin((byte)'p');
        writer.Text(mechanism);
        writer.Value(response);
        writer.End();
    }

    public static void SaslResponse(this MessageWriter writer, string response)
    {
        writer.Begin((byte)'p');
        writer.Bytes(Encoding.UTF8.GetBytes(response));
        writer.End();
    }

    public static void Query(this MessageWriter writer, string text)
    {
        writer.Begin((byte)'Q');
        writer.Text(text);
        writer.End();
    }

    public static void Parse(this MessageWriter writer, string name, string statement)
    {
        writer.Begin((byte)'P');
        writer.Text(name);
        writer.Text(statement);
        writer.Int16(0);
        writer.End();
    }

    /// <summary>Binds the unnamed portal; parameters and results as text.</summary>
    public static void Bind(this MessageWriter writer, string name, IReadOnlyList<string?> parameters)
    {
        writer.Begin((byte)'B');
        writer.Text("");
        writer.Text(name);
        writer.Int16(0);
        writer.Int16(parameters.Count);
        for (var i = 0; i < parameters.Count; i++)
        {
            writer.Value(parameters[i]);
        }

        writer.Int16(0);
        writer.End();
    }

    public static void DescribePortal(this MessageWriter writer)
    {
        writer.Begin((byte)'D');
        writer.Byte((byte)'P');
        writer.Text("");
        writer.End();
    }

    public static void DescribeStatement(this MessageWriter writer, string name)
    {
        writer.Begin((byte)'D');
        writer.Byte((byte)'S');
        writer.Text(name);
        writer.End();
    }

    /// <summary>Executes the unnamed portal to its end.</summary>
    public static void Execute(this MessageWriter writer)
    {
        writer.Begin((byte)'E');
        writer.Text("");
        writer.Int32(0);
        writer.End();
    }

    /// <summary>Calls a function; arguments and result in binary form.</summary>
    public static void FunctionCall(this MessageWriter writer, uint function, IReadOnlyList<ReadOnlyMemory<byte>> arguments)
    {
        writer.Begin((byte)'F');
        writer.Int32((int)function);
        writer.Int16(1);
        writer.Int16(1);
        writer.Int16(arguments.Count);
        for (var i = 0; i < arguments.Count; i++)
        {
            writer.Int32(arguments[i].Length);
            writer.Bytes(arguments[i].Span);
        }

        writer.Int16(1);
        writer.End();
    }

    public static void CloseStatement(this MessageWriter writer, string name)
    {
        writer.Begin((byte)'C');
        writer.Byte((byte)'S');
        writer.Text(name);
        writer.End();
    }

    public static void Sync(this MessageWriter writer) => Bare(writer, (byte)'S');

    /// <summary>Asks for the replies so far, without the end that a Sync is.</summary>
    public static void Flush(this MessageWriter writer) => Bare(writer, (byte)'H');

    public static void Terminate(this MessageWriter writer) => Bare(writer, (byte)'X');

    public static void CopyDone(this MessageWriter writer) => Bare(writer, (byte)'c');

    public static void CopyData(this MessageWriter writer, ReadOnlySpan<byte> data)
    {
        writer.Begin((byte)'d');
        writer.Bytes(data);
        writer.End();
    }

    public static void CopyFail(this MessageWriter writer, string reason)
    {
        writer.Begin((byte)'f');
        writer.Text(reason);
        writer.End();
    }

    private static int Length(string text, Encoding encoding)
    {
        try
        {
            return encoding.GetByteCount(text);
        }
        catch (EncoderFallbackException missing)
        {
            throw new SandboxException(
                ExitCode.Usage,
                $"character {missing.Index + 1} of the statement is not in the session's client_encoding ({encoding.WebName}); set client_encoding to UTF8",
                missing);
        }
    }

    private static void Bare(MessageWriter writer, byte type)
    {
        writer.Begin(type);
        writer.End();
    }
}
