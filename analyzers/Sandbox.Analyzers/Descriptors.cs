using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <summary>
/// The rules as Roslyn knows them. Ids, titles and categories are written out because release tracking (RS2000) reads them from the
/// source; a test holds them to <see cref="RuleRegistry"/>.
/// </summary>
internal static partial class Descriptors
{
    private const string Teardown = "Teardown";
    private const string Rehearsal = "Rehearsal";
    private const string Secrets = "Secrets";
    private const string Suppressions = "Suppressions";

    public static readonly DiagnosticDescriptor UnguardedDropDatabase = Create("SBX1001", "DROP DATABASE without a guard", Teardown, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.UnguardedDropDatabase);

    public static readonly DiagnosticDescriptor WildcardTeardown = Create("SBX1002", "Wildcard teardown", Teardown, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.WildcardTeardown);

    public static readonly DiagnosticDescriptor RuntimeDatabaseName = Create("SBX1003", "Database name built at run time", Teardown, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.RuntimeDatabaseName);

    public static readonly DiagnosticDescriptor ForcedDisconnection = Create("SBX1004", "Sessions ended without an exact name", Teardown, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.ForcedDisconnection);

    public static readonly DiagnosticDescriptor UnboundedWrite = Create("SBX1005", "Write to all rows", Teardown, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.UnboundedWrite);

    public static readonly DiagnosticDescriptor GuardOnAnotherConnection = Create("SBX1006", "Guard on another connection", Teardown, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.GuardOnAnotherConnection);

    public static readonly DiagnosticDescriptor SwallowedTeardown = Create("SBX1007", "Failed teardown step followed by a broader one", Teardown, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.SwallowedTeardown);

    public static readonly DiagnosticDescriptor CommitInRollbackOnly = Create("SBX1101", "COMMIT in a rollback-only script", Rehearsal, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.CommitInRollbackOnly);

    public static readonly DiagnosticDescriptor EscapesRollback = Create("SBX1102", "Statement that escapes a rollback", Rehearsal, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.EscapesRollback);

    public static readonly DiagnosticDescriptor UncheckedRehearsal = Create("SBX1103", "Rehearsal without clone check or ON_ERROR_STOP", Rehearsal, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.UncheckedRehearsal);

    public static readonly DiagnosticDescriptor RefusesTransaction = Create("SBX1104", "Statement that cannot run in a transaction block", Rehearsal, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.RefusesTransaction);

    public static readonly DiagnosticDescriptor ReachesOutside = Create("SBX1105", "Meta-command that reaches outside", Rehearsal, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.ReachesOutside);

    public static readonly DiagnosticDescriptor UnreadResults = Create("SBX1106", "Result table without a verdict, or never read", Rehearsal, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.UnreadResults);

    public static readonly DiagnosticDescriptor PasswordInLiteral = Create("SBX1201", "Password in a literal", Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.PasswordInLiteral);

    public static readonly DiagnosticDescriptor DeniedTarget = Create("SBX1202", "Target on the deny list", Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.DeniedTarget);

    public static readonly DiagnosticDescriptor ProductionInTests = Create("SBX1203", "Production name in a test project", Secrets, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.ProductionInTests);

    public static readonly DiagnosticDescriptor UnusedSuppression = Create("SBX1401", "Suppression that suppresses nothing, or gives no reason", Suppressions, DiagnosticSeverity.Warning, isEnabledByDefault: true, RuleRegistry.UnusedSuppression);

    // Filled when it is first asked for: the descriptors of the other file are there by then.
    private static ImmutableDictionary<string, DiagnosticDescriptor>? s_byId;

    /// <summary>The descriptors of all rules that SQL is checked for.</summary>
    public static ImmutableArray<DiagnosticDescriptor> All => ById.Values.OrderBy(static descriptor => descriptor.Id, StringComparer.Ordinal).ToImmutableArray();

    private static ImmutableDictionary<string, DiagnosticDescriptor> ById => s_byId ??= new[]
    {
        UnguardedDropDatabase, WildcardTeardown, RuntimeDatabaseName, ForcedDisconnection, UnboundedWrite, GuardOnAnotherConnection,
        SwallowedTeardown, CommitInRollbackOnly, EscapesRollback, UncheckedRehearsal, RefusesTransaction, ReachesOutside,
        UnreadResults, PasswordInLiteral, DeniedTarget, ProductionInTests, UnusedSuppression, ConstraintValidatedUnderLock, NotNullUnderLock,
        JsonColumn, StatementsUnderLock, TypeChangeRewrites, IndexBuiltUnderLock, UniqueConstraintBuildsIndex, ExclusionConstraint,
        LockWithoutTimeout, RewriteUnderLock, ComputedColumn, RepeatedAlteration, EnumCreated, PrimaryKeyUsingIndex,
        ForeignKeyWithoutIndex, ColumnDropped, TableDropped, NotNullDropped, ColumnRenamed, TableRenamed,
        RequiredColumn, DefaultRewrites, IndexDroppedUnderLock, PartitionDetachedUnderLock, CharColumn, LimitedVarchar,
        NarrowInteger, SerialColumn, TimestampWithoutZone, NotRerunnable, TableWithoutSchema, NoStatementTimeout,
        EnumValueWithoutPlace, DomainConstraint, UncommittedTransaction, NestedTransaction, IdentifierTooLong, Duplicate,
        StatementsUnderWriteLock, ObjectDropped, GuaranteeDropped, ObjectRenamed, ChangedInPlace, TriggerDisabled,
        RowSecurityChanged, PrivilegesChanged, GeneratedValueChanged, ShapeExtended, WritesRestricted, SettingsChanged, TableDetached,
    }.ToImmutableDictionary(static descriptor => descriptor.Id, StringComparer.Ordinal);

    public static DiagnosticDescriptor Of(Rule rule) => ById[rule.Id];

    private static DiagnosticDescriptor Create(string id, string title, string category, DiagnosticSeverity defaultSeverity, bool isEnabledByDefault, Rule rule) =>
        new(id, title, "{0}", category, defaultSeverity, isEnabledByDefault, rule.Description, rule.HelpAddress ?? rule.HelpLink);
}
