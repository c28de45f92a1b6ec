using System.CommandLine;
using Microsoft.Win32.SafeHandles;
using Sandbox.Postgres.Connections;

namespace Sandbox.Cli.Commands;

/// <summary>A target whose password only this command reads: from a variable or a file descriptor that it is told, and from nowhere else. It is neither kept nor told.</summary>
internal sealed class CredentialOptions
{
    private readonly Option<string?> _variable = new("--credential-env") { HelpName = "NAME", Description = "The environment's variable that holds the password." };
    private readonly Option<int?> _descriptor = new("--credential-fd") { HelpName = "N", Description = "The file descriptor that the password is read from, to its end or the first line break." };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Options.Add(_variable);
        command.Options.Add(_descriptor);
    }

    /// <summary>The target with its credential.</summary>
    /// <param name="words">The command line.</param>
    /// <param name="target">Where the target is read.</param>
    /// <param name="environment">The environment's variables.</param>
    /// <exception cref="SandboxException">There is no credential (<see cref="ExitCode.AdmissionDenied"/>), or one came by another way (<see cref="ExitCode.Usage"/>).</exception>
    public ConnectionTarget Target(ParseResult words, TargetOptions target, IReadOnlyDictionary<string, string?> environment)
    {
        // Neither libpq's variables nor a password file of the home folder say how to log in here.
        var bare = environment.Where(static variable => !variable.Key.StartsWith("PG", StringComparison.OrdinalIgnoreCase) && variable.Key is not ("HOME" or "APPDATA" or "USERPROFILE"))
            .ToDictionary(static variable => variable.Key, static variable => variable.Value, StringComparer.Ordinal);
        var place = target.RequiredTarget(words, bare);
        return place.Password is null
            ? place with { Password = Password(words, environment) }
            : throw new SandboxException(ExitCode.Usage, "the target holds a password; a promotion reads it by --credential-env or --credential-fd alone");
    }

    private string Password(ParseResult words, IReadOnlyDictionary<string, string?> environment) => (words.GetValue(_variable), words.GetValue(_descriptor)) switch
    {
        ({ } name, null) => environment.GetValueOrDefault(name) is { Length: > 0 } password ? password : throw Denied($"the variable {name} is not set"),
        (null, { } number) => Read(number),
        (null, null) => throw Denied("no credential; say --credential-env NAME or --credential-fd N"),
        _ => throw new SandboxException(ExitCode.Usage, "--credential-env and --credential-fd exclude each other; say one"),
    };

    private static string Read(int number)
    {
        try
        {
            using var handle = new SafeFileHandle(number, ownsHandle: false);
            using var reader = new StreamReader(new FileStream(handle, FileAccess.Read, bufferSize: 1));
            return reader.ReadLine() is { Length: > 0 } password ? password : throw Denied($"file descriptor {number.ToString(System.Globalization.CultureInfo.InvariantCulture)} holds nothing");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw Denied($"file descriptor {number.ToString(System.Globalization.CultureInfo.InvariantCulture)} cannot be read: {error.Message}");
        }
    }

    private static SandboxException Denied(string what) => new(ExitCode.AdmissionDenied, $"ADMISSION_DENIED: {what}");
}
