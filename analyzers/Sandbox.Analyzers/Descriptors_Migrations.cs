using Microsoft.CodeAnalysis;
using Sandbox.Syntax.Rules;

namespace Sandbox.Analyzers;

/// <content>The band of migrations. Off until a preset turns it on: most programs are no migrations.</content>
internal static partial class Descriptors
{
    private const string Migrations = "Migrations";

    public static readonly DiagnosticDescriptor ConstraintValidatedUnderLock = Create("SBX2001", "Constraint validated under a lock", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.ConstraintValidatedUnderLock);

    public static readonly DiagnosticDescriptor NotNullUnderLock = Create("SBX2002", "NOT NULL checked under a lock", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.NotNullUnderLock);

    public static readonly DiagnosticDescriptor JsonColumn = Create("SBX2003", "Column of type json", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.JsonColumn);

    public static readonly DiagnosticDescriptor StatementsUnderLock = Create("SBX2004", "Statements under an AccessExclusiveLock", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.StatementsUnderLock);

    public static readonly DiagnosticDescriptor TypeChangeRewrites = Create("SBX2005", "Change of type that rewrites the table", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.TypeChangeRewrites);

    public static readonly DiagnosticDescriptor IndexBuiltUnderLock = Create("SBX2006", "Index built under a lock", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.IndexBuiltUnderLock);

    public static readonly DiagnosticDescriptor UniqueConstraintBuildsIndex = Create("SBX2007", "Unique constraint that builds its index", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.UniqueConstraintBuildsIndex);

    public static readonly DiagnosticDescriptor ExclusionConstraint = Create("SBX2008", "Exclusion constraint on a table in use", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.ExclusionConstraint);

    public static readonly DiagnosticDescriptor LockWithoutTimeout = Create("SBX2009", "Blocking lock without lock_timeout", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.LockWithoutTimeout);

    public static readonly DiagnosticDescriptor RewriteUnderLock = Create("SBX2010", "Rewrite under a lock", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.RewriteUnderLock);

    public static readonly DiagnosticDescriptor ComputedColumn = Create("SBX2011", "Column whose values rewrite the table", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.ComputedColumn);

    public static readonly DiagnosticDescriptor RepeatedAlteration = Create("SBX2012", "Alterations that one statement could make", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.RepeatedAlteration);

    public static readonly DiagnosticDescriptor EnumCreated = Create("SBX2013", "Enumeration created", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.EnumCreated);

    public static readonly DiagnosticDescriptor PrimaryKeyUsingIndex = Create("SBX2014", "Primary key from an index on columns that may be null", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.PrimaryKeyUsingIndex);

    public static readonly DiagnosticDescriptor ForeignKeyWithoutIndex = Create("SBX2015", "Foreign key without an index", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.ForeignKeyWithoutIndex);

    public static readonly DiagnosticDescriptor StatementsUnderWriteLock = Create("SBX2016", "Statements under a lock that blocks writes", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.StatementsUnderWriteLock);

    public static readonly DiagnosticDescriptor ColumnDropped = Create("SBX2021", "Column dropped", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.ColumnDropped);

    public static readonly DiagnosticDescriptor TableDropped = Create("SBX2022", "Table dropped", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.TableDropped);

    public static readonly DiagnosticDescriptor NotNullDropped = Create("SBX2023", "NOT NULL dropped", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.NotNullDropped);

    public static readonly DiagnosticDescriptor ColumnRenamed = Create("SBX2024", "Column renamed", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.ColumnRenamed);

    public static readonly DiagnosticDescriptor TableRenamed = Create("SBX2025", "Table renamed", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.TableRenamed);

    public static readonly DiagnosticDescriptor RequiredColumn = Create("SBX2026", "Required column without a default", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.RequiredColumn);

    public static readonly DiagnosticDescriptor DefaultRewrites = Create("SBX2027", "Default that rewrites the table", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.DefaultRewrites);

    public static readonly DiagnosticDescriptor IndexDroppedUnderLock = Create("SBX2028", "Index dropped under a lock", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.IndexDroppedUnderLock);

    public static readonly DiagnosticDescriptor PartitionDetachedUnderLock = Create("SBX2029", "Partition detached under a lock", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.PartitionDetachedUnderLock);

    public static readonly DiagnosticDescriptor CharColumn = Create("SBX2030", "Column of type char", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.CharColumn);

    public static readonly DiagnosticDescriptor LimitedVarchar = Create("SBX2031", "varchar with a length", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.LimitedVarchar);

    public static readonly DiagnosticDescriptor NarrowInteger = Create("SBX2032", "Integer of 32 or 16 bits", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.NarrowInteger);

    public static readonly DiagnosticDescriptor SerialColumn = Create("SBX2033", "serial column", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.SerialColumn);

    public static readonly DiagnosticDescriptor TimestampWithoutZone = Create("SBX2034", "timestamp without time zone", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.TimestampWithoutZone);

    public static readonly DiagnosticDescriptor NotRerunnable = Create("SBX2035", "Statement that cannot be run again", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.NotRerunnable);

    public static readonly DiagnosticDescriptor TableWithoutSchema = Create("SBX2036", "Table without its schema", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.TableWithoutSchema);

    public static readonly DiagnosticDescriptor NoStatementTimeout = Create("SBX2037", "No statement_timeout", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.NoStatementTimeout);

    public static readonly DiagnosticDescriptor EnumValueWithoutPlace = Create("SBX2038", "Value of an enumeration without its place", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.EnumValueWithoutPlace);

    public static readonly DiagnosticDescriptor DomainConstraint = Create("SBX2039", "Constraint of a domain", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.DomainConstraint);

    public static readonly DiagnosticDescriptor UncommittedTransaction = Create("SBX2040", "Transaction that is never ended", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.UncommittedTransaction);

    public static readonly DiagnosticDescriptor NestedTransaction = Create("SBX2041", "Transaction in a transaction", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.NestedTransaction);

    public static readonly DiagnosticDescriptor IdentifierTooLong = Create("SBX2042", "Identifier that is cut off", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.IdentifierTooLong);

    public static readonly DiagnosticDescriptor Duplicate = Create("SBX2043", "Duplicate column or index", Migrations, DiagnosticSeverity.Warning, isEnabledByDefault: false, RuleRegistry.Duplicate);

    public static readonly DiagnosticDescriptor ObjectDropped = Create("SBX2051", "Object dropped that programs may use", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.ObjectDropped);

    public static readonly DiagnosticDescriptor GuaranteeDropped = Create("SBX2052", "Constraint or default dropped", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.GuaranteeDropped);

    public static readonly DiagnosticDescriptor ObjectRenamed = Create("SBX2053", "Object renamed or moved", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.ObjectRenamed);

    public static readonly DiagnosticDescriptor ChangedInPlace = Create("SBX2054", "View or routine changed in place", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.ChangedInPlace);

    public static readonly DiagnosticDescriptor TriggerDisabled = Create("SBX2055", "Trigger or rule switched off", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.TriggerDisabled);

    public static readonly DiagnosticDescriptor RowSecurityChanged = Create("SBX2056", "Row security changed", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.RowSecurityChanged);

    public static readonly DiagnosticDescriptor PrivilegesChanged = Create("SBX2057", "Privileges or role changed", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.PrivilegesChanged);

    public static readonly DiagnosticDescriptor GeneratedValueChanged = Create("SBX2058", "Value that the server gives changed", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.GeneratedValueChanged);

    public static readonly DiagnosticDescriptor ShapeExtended = Create("SBX2059", "Column, attribute or value added", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.ShapeExtended);

    public static readonly DiagnosticDescriptor WritesRestricted = Create("SBX2060", "Writes restricted", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.WritesRestricted);

    public static readonly DiagnosticDescriptor SettingsChanged = Create("SBX2061", "Settings or extension changed", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.SettingsChanged);

    public static readonly DiagnosticDescriptor TableDetached = Create("SBX2062", "Table detached from its parent or its subscribers", Migrations, DiagnosticSeverity.Info, isEnabledByDefault: false, RuleRegistry.TableDetached);
}
