namespace Sandbox.Analyzers.Tests;

[Parallelizable(ParallelScope.All)]
public sealed class GuardTests
{
    private const string Drop = "command.CommandText = \"DROP DATABASE prod\";";
    private const string Loud = "command.CommandText = \"[|DROP DATABASE|] prod\";";

    [TestCase("await CloneGuard.EnsureAsync();" + Drop)]
    [TestCase("await CloneGuard.EnsureAsync().ConfigureAwait(false);" + Drop)]
    [TestCase("CloneGuard.EnsureAsync().GetAwaiter().GetResult();" + Drop)]
    [TestCase("Check();" + Drop)]
    [TestCase("await CloneGuard.EnsureAsync(); if (flag) { foreach (var c in name) { " + Drop + " } }")]
    [TestCase("await CloneGuard.EnsureAsync(); Func<Task> run = async () => { await Task.Yield(); " + Drop + " };")]
    [TestCase("if (flag) { await CloneGuard.EnsureAsync(); " + Drop + " }")]
    [TestCase("if (flag) { await CloneGuard.EnsureAsync(); } else { Check(); }" + Drop)]
    [TestCase("try { await CloneGuard.EnsureAsync(); } finally { name = string.Empty; }" + Drop)]
    [TestCase("try { await CloneGuard.EnsureAsync(); " + Drop + " } catch (DbException) { }")]
    [TestCase("using (connection) { Check(); }" + Drop)]
    [TestCase("switch (name) { case \"a\": Check(); " + Drop + " break; }")]
    [TestCase("async Task Inner() { await CloneGuard.EnsureAsync(); " + Drop + " }")]
    public async Task A_guard_on_every_path_keeps_it_quiet(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase(Loud + "await CloneGuard.EnsureAsync();", TestName = "after the statement")]
    [TestCase("if (flag) { await CloneGuard.EnsureAsync(); }" + Loud, TestName = "in a branch")]
    [TestCase("if (flag) { await CloneGuard.EnsureAsync(); } else { " + Loud + " }", TestName = "in the other branch")]
    [TestCase("_ = CloneGuard.EnsureAsync();" + Loud, TestName = "not awaited")]
    [TestCase("var pending = CloneGuard.EnsureAsync();" + Loud + "await pending;", TestName = "awaited too late")]
    [TestCase("try { await CloneGuard.EnsureAsync(); } catch { }" + Loud, TestName = "swallowed")]
    [TestCase("try { await CloneGuard.EnsureAsync(); } finally { " + Loud + " }", TestName = "in the finally of its try")]
    [TestCase("try { await CloneGuard.EnsureAsync(); } catch { " + Loud + " }", TestName = "in the catch of its try")]
    [TestCase("foreach (var c in name) { await CloneGuard.EnsureAsync(); }" + Loud, TestName = "in a loop that may not run")]
    [TestCase("Func<Task> guard = async () => await CloneGuard.EnsureAsync();" + Loud, TestName = "in a lambda that nobody calls")]
    [TestCase("if (flag) goto drop; await CloneGuard.EnsureAsync(); drop: " + Loud, TestName = "jumped over")]
    [TestCase("if (flag && CloneGuard.EnsureAsync().IsCompleted) { }" + Loud, TestName = "behind a condition")]
    [TestCase("await CloneGuard.DescribeAsync();" + Loud, TestName = "another method of the guard")]
    [TestCase("await OtherAsync();" + Loud, TestName = "a method without the mark")]
    [TestCase("await CloneGuard.EnsureAsync(); await Inner(); async Task Inner() { await Task.Yield(); " + Loud + " }", TestName = "outside a local function")]
    [TestCase("switch (name) { case \"a\": Check(); break; case \"b\": " + Loud + " break; }", TestName = "in another case")]
    public async Task A_way_round_the_guard_is_loud(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [Test]
    public async Task A_guard_of_the_same_name_elsewhere_is_none()
    {
        const string source = """
            namespace Elsewhere
            {
                static class CloneGuard { public static Task EnsureAsync() => Task.CompletedTask; }
                class Test { async Task Run(DbCommand command) { await Elsewhere.CloneGuard.EnsureAsync(); command.CommandText = "[|DROP DATABASE|] prod"; } }
            }
            """;
        await source.ShouldReport("SBX1001");
    }
}
