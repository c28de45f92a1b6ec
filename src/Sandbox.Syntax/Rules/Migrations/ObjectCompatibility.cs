using Sandbox.Syntax.Rules.Definitions;

namespace Sandbox.Syntax.Rules.Migrations;

/// <summary>SBX2051 to SBX2061 for views, routines, types, roles and settings: what programs that run on miss, or see another way than before.</summary>
/// <param name="made">What the script has made that is no table.</param>
internal sealed class ObjectCompatibility(NameSet made) : MigrationRule
{
    private static readonly HashSet<string> Kinds = new(StringComparer.OrdinalIgnoreCase)
    {
        "view", "function", "procedure", "routine", "aggregate", "type", "domain", "sequence", "schema", "extension", "trigger", "policy", "index", "cast", "rule",
    };

    public override void Check(MigrationStep step)
    {
        var tokens = step.Fact.Tokens;
        if (step.Fact is DomainFact { IsNew: false } domain && !IsMade(step, domain.Name))
        {
            step.Report(RuleRegistry.WritesRestricted, $"programs that write what {domain.Name.Shown} allowed until now fail, NOT VALID or not: change them first");
        }
        else if (step.Fact is AddEnumValue value && !IsMade(step, value.Name))
        {
            step.Report(RuleRegistry.ShapeExtended, $"programs that know all values of {value.Name.Shown} meet one that they do not know");
        }
        else if (tokens.IsWord(0, "drop"))
        {
            CheckDrop(step, tokens);
        }
        else if (tokens.IsWord(0, "create"))
        {
            CheckCreate(step, tokens);
        }
        else if (tokens.IsWord(0, "alter") && step.Fact is OtherDefinition)
        {
            CheckAlter(step, tokens);
        }
        else if (tokens.IsWord(0, "revoke"))
        {
            ReportPrivileges(step);
        }
    }

    private void CheckDrop(MigrationStep step, SqlTokens tokens)
    {
        var reader = Behind(tokens, 1);
        if (!reader.Tokens.IsAnyWord(reader.At, Kinds))
        {
            return;
        }

        reader.At++;
        reader.Take("concurrently");
        reader.TakeIfExists();
        var names = reader.TakeObjects();
        if (names.Count == 0 || !names.TrueForAll(name => IsMade(step, name)))
        {
            step.Report(RuleRegistry.ObjectDropped, "programs that still use it fail, or do without what it did: take it out of them first");
        }
    }

    private void CheckCreate(MigrationStep step, SqlTokens tokens)
    {
        var replaces = tokens.IsWord(1, "or") && tokens.IsWord(2, "replace");
        var reader = Behind(tokens, replaces ? 3 : 1);
        var kind = reader.Tokens.Name(reader.At);
        if (!reader.Tokens.IsAnyWord(reader.At, Kinds))
        {
            return;
        }

        reader.At++;
        var conditional = reader.TakeIfNotExists();
        var name = reader.TakeObject();
        if (kind is "policy")
        {
            if (!(reader.Take("on") && reader.TakeObject() is { } table && step.State.IsNew(table)))
            {
                ReportRowSecurity(step);
            }
        }
        else if (replaces)
        {
            CheckReplacement(step, kind, name);
        }
        else if (name is not null && !conditional)
        {
            made.Add(name);
        }
    }

    private void CheckReplacement(MigrationStep step, string? kind, ObjectName? name)
    {
        if (kind is "view" or "function" or "procedure" && !(name is not null && IsMade(step, name)))
        {
            step.Report(RuleRegistry.ChangedInPlace, "if it was there, programs that use it get other answers from this moment: make a new one, and move them over");
        }
    }

    private void CheckAlter(MigrationStep step, SqlTokens tokens)
    {
        var reader = Behind(tokens, 1);
        var kind = reader.Tokens.Name(reader.At++);
        var name = kind is "system" or "default" ? null : reader.TakeObject();
        if (name is not null && IsMade(step, name))
        {
            return;
        }

        reader.TakeParentheses();
        var renames = reader.Is("rename") || reader.Is("set", "schema");
        switch (kind)
        {
            case "function" or "procedure" or "routine" when !renames && !reader.Is("owner") && !reader.Is("depends") && !reader.Is("no", "depends"):
                step.Report(RuleRegistry.ChangedInPlace, "programs that call it get another behaviour from this moment");
                break;
            case "function" or "procedure" or "routine" or "type" or "schema" or "domain" or "aggregate" or "extension" when renames:
                step.Report(RuleRegistry.ObjectRenamed, "programs that know it by its old name, or look for it where it was, fail from this moment");
                break;
            case "type" when reader.Is("add", "attribute"):
                step.Report(RuleRegistry.ShapeExtended, "values of the type get longer: programs that take them apart meet a part that they do not know");
                break;
            case "domain" when reader.Is("drop"):
                step.Report(RuleRegistry.GuaranteeDropped, "programs that rely on it meet values that it kept away");
                break;
            case "domain" when reader.Is("set", "not"):
                step.Report(RuleRegistry.WritesRestricted, "programs that write a null into a column of the domain fail from this moment");
                break;
            case "domain" when reader.Is("set", "default"):
                step.Report(RuleRegistry.GeneratedValueChanged, "programs that leave the value to the server get another one than before");
                break;
            case "policy" when !step.Fact.Tokens.Mentions("rename"):
                ReportRowSecurity(step);
                break;
            case "role" or "user" when !renames && name?.Name is not "mapping":
            case "default" when tokens.Mentions("revoke"):
                ReportPrivileges(step);
                break;
            case "database" when !renames && !reader.Is("owner"):
            case "system":
            case "extension" when reader.Is("update") || reader.Is("drop"):
                step.Report(RuleRegistry.SettingsChanged, "every session from now on, and every program of every version, works with another setting");
                break;
        }
    }

    /// <summary>At the word that says what kind of object: behind TEMPORARY, MATERIALIZED, EVENT and the like.</summary>
    private static TokenReader Behind(SqlTokens tokens, int at)
    {
        var reader = new TokenReader(tokens) { At = at };
        while (reader.Take("temporary") || reader.Take("temp") || reader.Take("recursive") || reader.Take("materialized") || reader.Take("constraint") || reader.Take("event") || reader.Take("unlogged"))
        {
        }

        return reader;
    }

    private bool IsMade(MigrationStep step, ObjectName name) => made.Contains(name) || step.State.IsNew(name) || step.State.IsNewType(name);

    private static void ReportPrivileges(MigrationStep step) =>
        step.Report(RuleRegistry.PrivilegesChanged, "programs that run as the role may no longer do what they did: change them first");

    private static void ReportRowSecurity(MigrationStep step) =>
        step.Report(RuleRegistry.RowSecurityChanged, "who sees and writes which rows changes for programs that run on");
}
