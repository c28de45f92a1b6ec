namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class SwallowedTeardownTests
{
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch (DbException) { connection.Execute(\"[|DROP SCHEMA s CASCADE|]\"); }")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch (DbException) { } connection.Execute(\"SELECT 1; [|DROP OWNED BY me|]\");")]
    [TestCase("try { connection.Execute(\"DELETE FROM a WHERE id = 1\"); } catch { name += name; } using (connection) { if (flag) { connection.Execute(\"[|DROP SCHEMA s|]\"); } }")]
    [TestCase("try { connection.Execute(\"DROP SCHEMA s\"); } catch { } finally { connection.Execute(\"[|DROP DATABASE a|]\"); }")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch (DbException) { if (flag) { throw; } connection.Execute(\"[|DROP SCHEMA s|]\"); }")]
    [TestCase("if (flag) { try { connection.Execute(\"DROP TABLE a\"); } catch { } } connection.Execute(\"[|DROP TABLE b CASCADE|]\");")]
    [TestCase("try { connection.Execute(\"TRUNCATE a\"); } catch (NpgsqlException) { throw; } catch (DbException) { } command.CommandText = \"[|DROP SCHEMA s|]\";")]
    public async Task A_broader_step_behind_a_failure_that_nobody_hears_of_is_loud(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1007");

    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch (DbException) { throw; } connection.Execute(\"DROP SCHEMA s\");")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch (DbException) { return; } connection.Execute(\"DROP SCHEMA s\");")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch (DbException e) { connection.Execute(\"DROP SCHEMA s\"); throw new InvalidOperationException(name, e); }")]
    [TestCase("try { connection.Execute(\"DROP SCHEMA s\"); } catch { } connection.Execute(\"DROP TABLE a\");")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch { } connection.Execute(\"DROP TABLE b\");")]
    [TestCase("try { connection.Execute(\"SELECT 1\"); } catch { } connection.Execute(\"DROP SCHEMA s\");")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); connection.Execute(\"DROP SCHEMA s\"); } catch { }")]
    [TestCase("connection.Execute(\"DROP SCHEMA s\"); try { connection.Execute(\"DROP TABLE a\"); } catch { }")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } finally { connection.Execute(\"DROP SCHEMA s\"); }")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch { } connection.Execute(\"-- sandbox:disable-next SBX1007 made anew below\\nDROP SCHEMA s\");")]
    [TestCase("try { connection.Execute(\"DROP TABLE a\"); } catch { } Action later = () => connection.Execute(\"DROP SCHEMA s\");")]
    public async Task Steps_that_stop_or_take_no_more_are_quiet(string statements)
    {
        await Snippet.InMethod(statements).ShouldReport("SBX1007");
        await Snippet.InMethod(statements).ShouldReport("SBX1401");
    }
}
