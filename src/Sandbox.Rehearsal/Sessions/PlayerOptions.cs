using Sandbox.Postgres;
using Sandbox.Rehearsal.Planning;
using Sandbox.Syntax.Scripts;

namespace Sandbox.Rehearsal.Sessions;

/// <summary>How a script is played.</summary>
public sealed record PlayerOptions
{
    /// <summary>Which psql's rules apply where versions differ.</summary>
    public PsqlDialect Dialect { get; init; } = PsqlDialect.Newest;

    /// <summary>Whether what a rehearsal refuses is refused; not for a fixture, which builds a clone on a throwaway server.</summary>
    public bool Refuses { get; init; } = true;

    /// <summary>What the script may do, where <see cref="Refuses"/> says that it is asked.</summary>
    public ScriptLimits Limits { get; init; } = new();

    /// <summary>Whether the whole script is one transaction, as psql's option <c>--single-transaction</c> makes it.</summary>
    public bool SingleTransaction { get; init; }

    /// <summary>The dangerous meta-commands that may run, as the policy names them (<c>allow.metaCommands</c>).</summary>
    public IReadOnlyCollection<string> AllowedCommands { get; init; } = [];

    /// <summary>The folder that <c>\i</c> and other file names start from, as psql's working directory.</summary>
    public string WorkingFolder { get; init; } = Environment.CurrentDirectory;

    /// <summary>What describe commands (\d and its kin) send their queries through, made of the script's own session; by default that session itself.</summary>
    public Func<ISession, ISession> DescribesBy { get; init; } = static session => session;

    /// <summary>What answers <c>\prompt</c> and <c>\password</c>, a line each, as psql's standard input does.</summary>
    public TextReader Input { get; init; } = TextReader.Null;

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
