namespace Sandbox.Syntax.Rules;

/// <content>The band of migrations: what hurts a database in use.</content>
public static partial class RuleRegistry
{
    /// <summary>SBX2001.</summary>
    public static Rule ConstraintValidatedUnderLock { get; } = Migration("SBX2001", "Constraint validated under a lock", "All rows of a table in use are checked while others wait.");

    /// <summary>SBX2002.</summary>
    public static Rule NotNullUnderLock { get; } = Migration("SBX2002", "NOT NULL checked under a lock", "All rows of a table in use are read while others wait.");

    /// <summary>SBX2003.</summary>
    public static Rule JsonColumn { get; } = Migration("SBX2003", "Column of type json", "json has no equality operator, so that queries over the table that compare rows fail.");

    /// <summary>SBX2004.</summary>
    public static Rule StatementsUnderLock { get; } = Migration("SBX2004", "Statements under an AccessExclusiveLock", "Nobody reads the table until the transaction ends, whatever else it does first.");

    /// <summary>SBX2005.</summary>
    public static Rule TypeChangeRewrites { get; } = Migration("SBX2005", "Change of type that rewrites the table", "The whole table is written anew while nobody can read or write it.");

    /// <summary>SBX2006.</summary>
    public static Rule IndexBuiltUnderLock { get; } = Migration("SBX2006", "Index built under a lock", "Writes to the table wait until the index is built.");

    /// <summary>SBX2007.</summary>
    public static Rule UniqueConstraintBuildsIndex { get; } = Migration("SBX2007", "Unique constraint that builds its index", "The index is built while nobody can read or write the table.");

    /// <summary>SBX2008.</summary>
    public static Rule ExclusionConstraint { get; } = Migration("SBX2008", "Exclusion constraint on a table in use", "All rows are checked and an index is built while others wait.");

    /// <summary>SBX2009.</summary>
    public static Rule LockWithoutTimeout { get; } = Migration("SBX2009", "Blocking lock without lock_timeout", "A statement that waits for its lock makes all others wait behind it.");

    /// <summary>SBX2010.</summary>
    public static Rule RewriteUnderLock { get; } = Migration("SBX2010", "Rewrite under a lock", "A table or an index is written anew while others wait.");

    /// <summary>SBX2011.</summary>
    public static Rule ComputedColumn { get; } = Migration("SBX2011", "Column whose values rewrite the table", "serial, identity and stored columns give each row a value, so that the whole table is written anew.");

    /// <summary>SBX2012.</summary>
    public static Rule RepeatedAlteration { get; } = Migration("SBX2012", "Alterations that one statement could make", "Each ALTER TABLE waits for the lock and may scan the table again.");

    /// <summary>SBX2013.</summary>
    public static Rule EnumCreated { get; } = Migration("SBX2013", "Enumeration created", "No value of an enumeration can be removed, and a change of its order makes a new type.", RuleSeverity.Info);

    /// <summary>SBX2014.</summary>
    public static Rule PrimaryKeyUsingIndex { get; } = Migration("SBX2014", "Primary key from an index on columns that may be null", "The columns become NOT NULL, for which all rows are read while others wait.");

    /// <summary>SBX2015.</summary>
    public static Rule ForeignKeyWithoutIndex { get; } = Migration("SBX2015", "Foreign key without an index", "Each delete in the referenced table reads the referencing one whole.");

    /// <summary>SBX2016.</summary>
    public static Rule StatementsUnderWriteLock { get; } = Migration("SBX2016", "Statements under a lock that blocks writes", "Nobody writes to the table until the transaction ends, whatever else it does first.", RuleSeverity.Info);

    /// <summary>SBX2021.</summary>
    public static Rule ColumnDropped { get; } = Migration("SBX2021", "Column dropped", "Programs that still use the column fail, and its values are gone.");

    /// <summary>SBX2022.</summary>
    public static Rule TableDropped { get; } = Migration("SBX2022", "Table dropped", "Programs that still use the table fail, and its rows are gone.");

    /// <summary>SBX2023.</summary>
    public static Rule NotNullDropped { get; } = Migration("SBX2023", "NOT NULL dropped", "Programs that rely on a value being there meet a null.");

    /// <summary>SBX2024.</summary>
    public static Rule ColumnRenamed { get; } = Migration("SBX2024", "Column renamed", "Programs of the version before fail from the moment of the rename.");

    /// <summary>SBX2025.</summary>
    public static Rule TableRenamed { get; } = Migration("SBX2025", "Table renamed", "Programs of the version before fail from the moment of the rename.");

    /// <summary>SBX2026.</summary>
    public static Rule RequiredColumn { get; } = Migration("SBX2026", "Required column without a default", "It cannot be added where rows are, and programs of the version before can no longer insert.");

    /// <summary>SBX2027.</summary>
    public static Rule DefaultRewrites { get; } = Migration("SBX2027", "Default that rewrites the table", "A default that differs from row to row is computed and written for each of them while others wait.");

    /// <summary>SBX2028.</summary>
    public static Rule IndexDroppedUnderLock { get; } = Migration("SBX2028", "Index dropped under a lock", "DROP INDEX waits for every query on the table, and all others wait behind it.");

    /// <summary>SBX2029.</summary>
    public static Rule PartitionDetachedUnderLock { get; } = Migration("SBX2029", "Partition detached under a lock", "Nobody reads or writes the partitioned table until the partition is detached.");

    /// <summary>SBX2030.</summary>
    public static Rule CharColumn { get; } = Migration("SBX2030", "Column of type char", "char pads with blanks, which comparisons ignore and other functions do not, and saves nothing.");

    /// <summary>SBX2031.</summary>
    public static Rule LimitedVarchar { get; } = Migration("SBX2031", "varchar with a length", "A length is harder to change than a CHECK.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2032.</summary>
    public static Rule NarrowInteger { get; } = Migration("SBX2032", "Integer of 32 or 16 bits", "A number that reaches its end stops all inserts, and to widen it writes the table anew.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2033.</summary>
    public static Rule SerialColumn { get; } = Migration("SBX2033", "serial column", "An identity column owns its sequence; serial leaves privileges and dumps to chance.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2034.</summary>
    public static Rule TimestampWithoutZone { get; } = Migration("SBX2034", "timestamp without time zone", "Such a value does not say which moment it means.");

    /// <summary>SBX2035.</summary>
    public static Rule NotRerunnable { get; } = Migration("SBX2035", "Statement that cannot be run again", "Outside a transaction a script that failed half way is run again from its start.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2036.</summary>
    public static Rule TableWithoutSchema { get; } = Migration("SBX2036", "Table without its schema", "Which table is meant depends on the search path of whoever runs the script.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2037.</summary>
    public static Rule NoStatementTimeout { get; } = Migration("SBX2037", "No statement_timeout", "A definition that takes longer than anybody thought goes on until somebody ends it.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2038.</summary>
    public static Rule EnumValueWithoutPlace { get; } = Migration("SBX2038", "Value of an enumeration without its place", "ADD VALUE without BEFORE or AFTER makes it the greatest, which comparisons do not expect.", RuleSeverity.Info);

    /// <summary>SBX2039.</summary>
    public static Rule DomainConstraint { get; } = Migration("SBX2039", "Constraint of a domain", "To change it reads every table that uses the domain, under locks on all of them.", RuleSeverity.Info);

    /// <summary>SBX2040.</summary>
    public static Rule UncommittedTransaction { get; } = Migration("SBX2040", "Transaction that is never ended", "What the script does after BEGIN is lost when the session ends.");

    /// <summary>SBX2041.</summary>
    public static Rule NestedTransaction { get; } = Migration("SBX2041", "Transaction in a transaction", "PostgreSQL has no nested ones: a second BEGIN does nothing, and the first COMMIT ends all.");

    /// <summary>SBX2042.</summary>
    public static Rule IdentifierTooLong { get; } = Migration("SBX2042", "Identifier that is cut off", "Names longer than 63 bytes lose their end, and two of them can become one.");

    /// <summary>SBX2043.</summary>
    public static Rule Duplicate { get; } = Migration("SBX2043", "Duplicate column or index", "A column named twice fails the statement; a second index of the same shape only costs.");

    /// <summary>SBX2051.</summary>
    public static Rule ObjectDropped { get; } = Migration("SBX2051", "Object dropped that programs may use", "Programs of the version before still call the view, the routine, the type, the sequence or the trigger.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2052.</summary>
    public static Rule GuaranteeDropped { get; } = Migration("SBX2052", "Constraint or default dropped", "Programs of the version before rely on what it kept away, or on the value that it gave.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2053.</summary>
    public static Rule ObjectRenamed { get; } = Migration("SBX2053", "Object renamed or moved", "Programs of the version before look for it under its old name or in its old schema.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2054.</summary>
    public static Rule ChangedInPlace { get; } = Migration("SBX2054", "View or routine changed in place", "Programs of the version before get other answers without having asked for them.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2055.</summary>
    public static Rule TriggerDisabled { get; } = Migration("SBX2055", "Trigger or rule switched off", "What came of every write no longer does, and nobody is told.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2056.</summary>
    public static Rule RowSecurityChanged { get; } = Migration("SBX2056", "Row security changed", "Programs of the version before see and write other rows than they did.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2057.</summary>
    public static Rule PrivilegesChanged { get; } = Migration("SBX2057", "Privileges or role changed", "Programs of the version before may no longer do what they did.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2058.</summary>
    public static Rule GeneratedValueChanged { get; } = Migration("SBX2058", "Value that the server gives changed", "Programs that leave a value to the server get another one than before.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2059.</summary>
    public static Rule ShapeExtended { get; } = Migration("SBX2059", "Column, attribute or value added", "Programs of the version before meet something in a row or a type that they do not know.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2060.</summary>
    public static Rule WritesRestricted { get; } = Migration("SBX2060", "Writes restricted", "Programs of the version before write what was good until now, and fail.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2061.</summary>
    public static Rule SettingsChanged { get; } = Migration("SBX2061", "Settings or extension changed", "Every program on the server or in the database works with them from its next session on.", RuleSeverity.Info, RulePreset.All);

    /// <summary>SBX2062.</summary>
    public static Rule TableDetached { get; } = Migration("SBX2062", "Table detached from its parent or its subscribers", "Rows are no longer where programs of the version before read them.", RuleSeverity.Info, RulePreset.All);

    private static IReadOnlyList<Rule> MigrationRules =>
    [
        ConstraintValidatedUnderLock, NotNullUnderLock, JsonColumn, StatementsUnderLock, TypeChangeRewrites,
        IndexBuiltUnderLock, UniqueConstraintBuildsIndex, ExclusionConstraint, LockWithoutTimeout, RewriteUnderLock,
        ComputedColumn, RepeatedAlteration, EnumCreated, PrimaryKeyUsingIndex, ForeignKeyWithoutIndex, StatementsUnderWriteLock,
        ColumnDropped, TableDropped, NotNullDropped, ColumnRenamed, TableRenamed,
        RequiredColumn, DefaultRewrites, IndexDroppedUnderLock, PartitionDetachedUnderLock, CharColumn,
        LimitedVarchar, NarrowInteger, SerialColumn, TimestampWithoutZone, NotRerunnable,
        TableWithoutSchema, NoStatementTimeout, EnumValueWithoutPlace, DomainConstraint, UncommittedTransaction,
        NestedTransaction, IdentifierTooLong, Duplicate,
        ObjectDropped, GuaranteeDropped, ObjectRenamed, ChangedInPlace, TriggerDisabled, RowSecurityChanged,
        PrivilegesChanged, GeneratedValueChanged, ShapeExtended, WritesRestricted, SettingsChanged, TableDetached,
    ];

    private static Rule Migration(string id, string title, string description, RuleSeverity severity = RuleSeverity.Warning, RulePreset preset = RulePreset.Migrations) =>
        new(id, title, "Migrations", severity, description) { Preset = preset };
}
