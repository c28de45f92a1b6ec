using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace Sandbox.Analyzers.Configuration;

/// <summary>All options, and their values for one file, which are read once.</summary>
internal sealed class Settings(AnalyzerConfigOptions options)
{
    /// <summary>The server's version.</summary>
    public static readonly Setting<object> ServerVersionSetting = new(
        "sandbox_server_version", "a major version, such as `15`", "The oldest server that the SQL is for; without it, the newest.", 0,
        static value => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : null);

    /// <summary>Whether scripts are run in a transaction.</summary>
    public static readonly Setting<object> InTransactionSetting = new(
        "sandbox_in_transaction", "`true` or `false`", "Whoever runs the project's `.sql` files opens a transaction around each of them.", false,
        static value => bool.TryParse(value, out var holds) ? holds : null);

    /// <summary>The hosts and databases that nothing may name.</summary>
    public static readonly Setting<IReadOnlyList<string>> DeniedTargetsSetting = new(
        "sandbox_denied_targets", "names with commas between them, a star for any characters", "Hosts and databases that no script and no program may name, besides those of `sandbox.json`.", [], Names);

    /// <summary>The guards of a project.</summary>
    public static readonly Setting<IReadOnlyList<string>> GuardMethodsSetting = new(
        "sandbox_guard_methods", "full names of methods with commas between them, such as `Acme.Db.EnsureCloneAsync`", "Methods that are guards, as if they were marked `[CloneGuard]`.", [], Names);

    /// <summary>The sinks of a project.</summary>
    public static readonly Setting<IReadOnlyList<string>> SqlMembersSetting = new(
        "sandbox_sql_members", "full names with commas between them, such as `Acme.Db.RunAsync(text)` or `Acme.Query.Body`",
        "Methods that take SQL, in the parameter named in parentheses or else in their first text, and properties and fields that hold it.", [], Names);

    /// <summary>Name, form and description of each, for their documentation.</summary>
    public static IReadOnlyList<(string Key, string Form, string Description)> All { get; } =
    [
        Row(ServerVersionSetting), Row(InTransactionSetting), Row(DeniedTargetsSetting), Row(GuardMethodsSetting), Row(SqlMembersSetting),
    ];

    /// <inheritdoc cref="ServerVersionSetting"/>
    public int ServerVersion { get; } = (int)Read(options, ServerVersionSetting);

    /// <inheritdoc cref="InTransactionSetting"/>
    public bool InTransaction { get; } = (bool)Read(options, InTransactionSetting);

    /// <inheritdoc cref="DeniedTargetsSetting"/>
    public IReadOnlyList<string> DeniedTargets { get; } = Read(options, DeniedTargetsSetting);

    /// <inheritdoc cref="GuardMethodsSetting"/>
    public IReadOnlyList<string> GuardMethods { get; } = Read(options, GuardMethodsSetting);

    /// <inheritdoc cref="SqlMembersSetting"/>
    public IReadOnlyList<string> SqlMembers { get; } = Read(options, SqlMembersSetting);

    private static (string Key, string Form, string Description) Row<T>(Setting<T> setting)
        where T : class => (setting.Key, setting.Form, setting.Description);

    private static IReadOnlyList<string> Names(string value) =>
        value.Split([','], StringSplitOptions.RemoveEmptyEntries).Select(static name => name.Trim()).Where(static name => name.Length > 0).ToArray();

    private static T Read<T>(AnalyzerConfigOptions options, Setting<T> setting)
        where T : class => options.TryGetValue(setting.Key, out var value) && setting.Parse(value.Trim()) is { } read ? read : setting.Default;
}
