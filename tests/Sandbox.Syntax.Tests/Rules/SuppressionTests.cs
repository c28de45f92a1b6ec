using Sandbox.Syntax.Rules;

namespace Sandbox.Syntax.Tests.Rules;

[Parallelizable(ParallelScope.All)]
public sealed class SuppressionTests
{
    [TestCase("[|-- sandbox:disable-next SBX1001 reason|]\nSELECT 1;")]
    [TestCase("[|-- sandbox:disable-next SBX9999 reason|]\nDROP DATABASE x;")]
    [TestCase("SELECT 1;\n[|-- sandbox:disable-next SBX1001 reason|]")]
    [TestCase("[|-- sandbox:disable-next SBX1001 reason|]\nSELECT 1; DROP DATABASE x;")]
    [TestCase("-- sandbox:disable-next SBX1001 reason\n[|-- sandbox:disable-next SBX1002 reason|]\nDROP DATABASE x;")]
    [TestCase("[|-- sandbox:disable-next SBX1001, SBX1002 two of them|]\nDROP DATABASE x;")]
    [TestCase("-- sandbox:disable-next SBX1001,SBX1003 two of them\nDO $$ BEGIN EXECUTE 'DROP DATABASE ' || a; END $$;")]
    [TestCase("-- sandbox: rollback-only\n-- sandbox:disable-next SBX1105 known\n\\! ls\nSELECT 1;")]
    [TestCase("-- sandbox:disable-next SBX1002 known\n\\! docker system prune -f\nSELECT 1;")]
    [TestCase("-- sandbox:disable-next SBX1001 known\n\\if :x\nDROP DATABASE x;\n\\endif")]
    [TestCase("[|-- sandbox:disable-next SBX1001 known|]\n\\echo x\nDROP DATABASE x;")]
    [TestCase("DO $$ BEGIN\n  -- sandbox:disable-next SBX1005 staging of ours\n  DELETE FROM staging;\nEND $$;")]
    [TestCase("DO $$ BEGIN\n  -- sandbox:disable-next SBX1005 staging of ours\n  IF a THEN DELETE FROM staging; END IF;\n  PERFORM 1;\nEND $$;")]
    [TestCase("DO $$ BEGIN\n  [|-- sandbox:disable-next SBX1005 staging of ours|]\n  PERFORM 1;\n  DELETE FROM staging;\nEND $$;")]
    [TestCase("CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS 'BEGIN\n  -- sandbox:disable-next SBX1005 all of it\n  DELETE FROM staging;\n  RETURN 1;\nEND';")]
    [TestCase("DO $$ BEGIN PERFORM 1;\n  [|-- sandbox:disable-next SBX1005 nothing behind it|]\nEND $$;")]
    [TestCase("-- sandbox:disable-next sbx1001 reason\nDROP DATABASE x;")]
    [TestCase("-- sandbox:disable-next SBX2040 psql ends it\nBEGIN;")]
    [TestCase("BEGIN;\n-- sandbox:disable-next SBX2004 short\nALTER TABLE a ADD b int;\nSELECT 1;\nCOMMIT;")]
    [TestCase("SELECT '-- sandbox:disable-next SBX1001 reason';")]
    [TestCase("-- the way to switch a rule off is sandbox:disable-next\nSELECT 1;")]
    public void A_suppression_that_suppresses_nothing_is_found(string marked) => marked.ShouldFind(RuleRegistry.UnusedSuppression, RuleOptions.Script);

    [TestCase("[|-- sandbox:disable-next SBX1001|]\nDROP DATABASE x;")]
    [TestCase("[|-- sandbox:disable-next SBX1001 --|]\nDROP DATABASE x;")]
    [TestCase("[|-- sandbox:disable-next SBX1001,SBX1003|]\nDROP DATABASE :x;")]
    [TestCase("DO $$ BEGIN\n  [|-- sandbox:disable-next SBX1005|]\n  DELETE FROM staging;\nEND $$;")]
    public void A_suppression_without_a_reason_is_found_and_suppresses_all_the_same(string marked)
    {
        marked.ShouldFind(RuleRegistry.UnusedSuppression, RuleOptions.Script);
        SqlRules.Analyze(Marked.Read(marked).Text.AsSpan(), RuleOptions.Script).Single(static finding => finding.Rule.Preset == RulePreset.Safety).Message.ShouldBe("a suppression needs a reason: say behind the rule why its finding is right here");
    }

    [Test]
    public void The_message_says_that_there_is_no_such_rule() =>
        SqlRules.Analyze("-- sandbox:disable-next SBX9999\nSELECT 1;".AsSpan(), RuleOptions.Script).ShouldHaveSingleItem().Message.ShouldBe("there is no rule SBX9999");
}
