using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Sandbox.Lifecycle.DryRuns.Assets;
using Sandbox.Postgres.Connections;
using Sandbox.Postgres.Servers;
using Sandbox.Rehearsal.Inputs;

namespace Sandbox.Lifecycle.DryRuns;

/// <summary>Reads a dry run's text.</summary>
internal static partial class DryRunFile
{
    /// <summary>What such a file is called in messages.</summary>
    public const string Kind = "dry run";

    /// <summary>Reads it.</summary>
    /// <param name="path">The file that it is from.</param>
    /// <param name="text">JSON.</param>
    /// <exception cref="SandboxException">It says something wrong (<see cref="ExitCode.Usage"/>).</exception>
    public static DryRun Parse(string path, string text) => InputDocument.Parse(path, Kind, text, (input, root) => Read(input, root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))));

    private static DryRun Read(InputDocument input, JsonElement root, string sha256)
    {
        string? name = null, production = null, work = null;
        Gate? gate = null;
        var server = new ServerChoice(BinariesKind.Local, Major: null);
        DryRunDump? dump = null;
        List<Scenario>? scenarios = null;
        List<ProtectedAsset> assets = [];
        foreach (var (key, value, at) in input.Members(root, "$", "$schema", "name", "gate", "server", "production", "dump", "work", "scenarios", "protected"))
        {
            switch (key)
            {
                case "name":
                    name = NamePattern().IsMatch(input.Text(value, at)) ? value.GetString() : throw input.Wrong(at, "has to be lower-case letters, digits and hyphens, 32 at most");
                    break;
                case "gate":
                    gate = Gate.Read(input, value, at);
                    break;
                case "server":
                    server = Server(input, value, at);
                    break;
                case "production":
                    production = Place(input, value, at);
                    break;
                case "dump":
                    dump = Dump(input, value, at);
                    break;
                case "work":
                    work = input.Beside(input.Text(value, at));
                    break;
                case "scenarios":
                    scenarios = [.. input.Entries(value, at).Select(entry => Scenario(input, entry.Value, entry.At))];
                    break;
                case "protected":
                    assets = Assets(input, value, at);
                    break;
                default:
                    _ = input.Text(value, at);
                    break;
            }
        }

        input.EnsureDistinct(input.Required(scenarios, "$.scenarios").Select(static scenario => scenario.Name), "$.scenarios", "scenarios");
        return new DryRun
        {
            Path = input.Path,
            Sha256 = sha256,
            Name = input.Required(name, "$.name"),
            Gate = gate ?? throw input.Wrong("$.gate", "is missing; name the variable that opens the dry run, and its value"),
            Server = server,
            Production = input.Required(production, "$.production"),
            Dump = dump,
            Work = work,
            Scenarios = scenarios!,
            Protected = assets,
        };
    }

    private static ServerChoice Server(InputDocument input, JsonElement value, string at)
    {
        try
        {
            return ServerChoice.Parse(input.Text(value, at)) is { Kind: BinariesKind.Local or BinariesKind.Container } choice ? choice : throw input.Wrong(at, "has to be an installed server or an image: local, local:MAJOR or container:IMAGE");
        }
        catch (SandboxException error) when (!error.Message.StartsWith(input.Path, StringComparison.Ordinal))
        {
            throw input.Wrong(at, error.Message);
        }
    }

    // A password has no place in a file that is kept: it comes from the password file of whoever runs it.
    private static string Place(InputDocument input, JsonElement value, string at)
    {
        var text = input.Text(value, at);
        ConnectionTarget target;
        try
        {
            target = ConnectionTargets.Parse(text, new Dictionary<string, string?>(StringComparer.Ordinal));
        }
        catch (SandboxException error)
        {
            throw input.Wrong(at, error.Message);
        }

        return text is "env" ? throw input.Wrong(at, "is read from the environment; say host, user and database")
            : target.Password is not null ? throw input.Wrong(at, "holds a password; keep it in the password file (PGPASSFILE, ~/.pgpass)")
            : text;
    }

    private static DryRunDump Dump(InputDocument input, JsonElement value, string at)
    {
        var (file, sha256) = input.Pair(value, at, "file", "sha256");
        return HashPattern().IsMatch(sha256) ? new DryRunDump(input.Beside(file), sha256) : throw input.Wrong($"{at}.sha256", "has to be a SHA-256: 64 lower-case hexadecimal digits");
    }

    private static Scenario Scenario(InputDocument input, JsonElement part, string at)
    {
        string? name = null;
        (bool IsPhase, string[] Paths)? work = null;
        var fails = false;
        foreach (var (key, value, below) in input.Members(part, at, "name", "rehearse", "phase", "fails"))
        {
            switch (key)
            {
                case "name":
                    name = input.Text(value, below);
                    break;
                case "fails":
                    fails = input.Flag(value, below);
                    break;
                default:
                    var isPhase = key is "phase";
                    work = work is null ? (isPhase, isPhase ? [input.Text(value, below)] : input.Texts(value, below)) : throw input.Wrong(below, "a scenario does one thing; make two of it");
                    break;
            }
        }

        var (phase, paths) = work ?? throw input.Wrong(at, "does nothing; say rehearse or phase");
        return new Scenario(input.Required(name, $"{at}.name"), phase, paths.Length > 0 ? paths : throw input.Wrong($"{at}.rehearse", "must not be empty"), fails);
    }

    private static List<ProtectedAsset> Assets(InputDocument input, JsonElement part, string at)
    {
        List<ProtectedAsset> assets = [];
        foreach (var (key, value, below) in input.Members(part, at, "databases", "files", "repositories", "containers", "services"))
        {
            assets.AddRange(input.Entries(value, below).Select(entry => key switch
            {
                "databases" => new ProtectedAsset(AssetKind.Database, Place(input, entry.Value, entry.At)),
                "files" => new ProtectedAsset(AssetKind.File, input.Beside(input.Text(entry.Value, entry.At))),
                "containers" => new ProtectedAsset(AssetKind.Container, input.Text(entry.Value, entry.At)),
                "services" => new ProtectedAsset(AssetKind.Service, input.Text(entry.Value, entry.At)),
                _ => new ProtectedAsset(AssetKind.Repository, input.Beside(input.Text(entry.Value, entry.At))),
            }));
        }

        return assets;
    }

    [GeneratedRegex("^[a-z0-9][a-z0-9-]{0,31}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9a-f]{64}$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex HashPattern();
}
