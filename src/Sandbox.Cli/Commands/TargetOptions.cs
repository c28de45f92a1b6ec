using System.CommandLine;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;

namespace Sandbox.Cli.Commands;

/// <summary>Which database a command is pointed at: <c>--target</c>, or psql's own flags, or a throwaway server.</summary>
internal sealed class TargetOptions
{
    private readonly Option<string?> _target = new("--target")
    {
        HelpName = "URI|conninfo|env",
        Description = "The database: postgresql://..., \"host=... dbname=...\", or env for PGHOST and its kin.",
    };

    private readonly Option<string?> _host = new("--host", "-h") { HelpName = "host", Description = "The clone's host or socket folder (help is --help)." };
    private readonly Option<string?> _port = new("--port", "-p") { HelpName = "port", Description = "The clone's port." };
    private readonly Option<string?> _user = new("--username", "-U") { HelpName = "user", Description = "The role." };
    private readonly Option<string?> _database = new("--dbname", "-d") { HelpName = "dbname", Description = "The clone's name, or a URI or conninfo string." };
    private readonly Option<bool> _noPassword = new("--no-password", "-w") { Description = "As in psql; nobody is ever asked for a password here." };
    private readonly Option<string?> _server = new("--server")
    {
        HelpName = "local[:15]|packaged[:18]|container[:TAG]",
        Description = "Which throwaway server; the newest installed one unless said otherwise.",
    };

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        _target.Description += " Without it a throwaway server.";
        AddPlaceTo(command);
        command.Options.Add(_server);
    }

    /// <summary>Adds the options to a command that starts no server of its own.</summary>
    public void AddPlaceTo(Command command)
    {
        foreach (var option in (Option[])[_target, _host, _port, _user, _database, _noPassword])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The target that the words name, for a command that cannot do without.</summary>
    /// <exception cref="SandboxException">They name none, contradict each other or cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public ConnectionTarget RequiredTarget(ParseResult words, IReadOnlyDictionary<string, string?> environment) =>
        Target(words, environment) ?? throw Wrong("say which database: --target URI, conninfo or env, or -h, -p, -U, -d as in psql");

    /// <summary>The target that the words name; null for a throwaway server.</summary>
    /// <exception cref="SandboxException">The words contradict each other or cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public ConnectionTarget? Target(ParseResult words, IReadOnlyDictionary<string, string?> environment)
    {
        Dictionary<string, string> settings = new(StringComparer.Ordinal);
        foreach (var (key, option) in ((string, Option<string?>)[])[("host", _host), ("port", _port), ("user", _user), ("dbname", _database)])
        {
            if (words.GetValue(option) is { } value)
            {
                settings[key] = value;
            }
        }

        var target = words.GetValue(_target);
        if (target is not null && settings.Count > 0)
        {
            throw Wrong("--target and -h, -p, -U, -d exclude each other; say the target in one way");
        }

        if (settings.GetValueOrDefault("dbname") is { } name && ConnectionTargets.IsConnectionString(name))
        {
            target = settings.Count == 1 ? name : throw Wrong("-d with a connection string and -h, -p or -U exclude each other; say them in the string");
        }

        if (target is null && settings.Count == 0)
        {
            return null;
        }

        if (words.GetValue(_server) is not null)
        {
            throw Wrong("--server is for throwaway servers and a target was named too; leave one out");
        }

        return target is null ? ConnectionTargets.FromSettings(settings, environment) : ConnectionTargets.Parse(target, environment);
    }

    /// <summary>Which throwaway server the words choose.</summary>
    /// <exception cref="SandboxException">The choice cannot be read (<see cref="ExitCode.Usage"/>).</exception>
    public ServerChoice Server(ParseResult words) => words.GetValue(_server) is { } choice ? ServerChoice.Parse(choice) : ServerChoice.Default;

    private static SandboxException Wrong(string message) => new(ExitCode.Usage, message);
}
