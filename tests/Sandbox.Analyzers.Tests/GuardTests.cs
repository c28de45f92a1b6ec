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
    [TestCase("await CloneGuard.EnsureAsync(); await Inner(); async Task Inner() { await Task.Yield(); " + Drop + " }")]
    [TestCase("await CloneGuard.EnsureAsync(); Inner(3); void Inner(int left) { if (left > 0) { Inner(left - 1); } " + Drop + " }")]
    [TestCase("if (flag) { return; } await CloneGuard.EnsureAsync();" + Drop)]
    [TestCase("try { await CloneGuard.EnsureAsync(); } catch { throw; }" + Drop)]
    [TestCase("try { await CloneGuard.EnsureAsync(); } catch (DbException e) { throw new InvalidOperationException(name, e); }" + Drop)]
    [TestCase("do { await CloneGuard.EnsureAsync(); } while (flag);" + Drop)]
    [TestCase("var pending = CloneGuard.EnsureAsync(); name += name; await pending;" + Drop)]
    [TestCase("await Task.WhenAll(CloneGuard.EnsureAsync(), OtherAsync());" + Drop)]
    [TestCase("try { name += name; } finally { Check(); }" + Drop)]
    [TestCase("if (!IsClone()) { return; }" + Drop)]
    [TestCase("if (IsClone() && flag) { " + Drop + " }")]
    [TestCase("var isClone = IsClone(); if (isClone) { " + Drop + " }")]
    [TestCase("if (await IsCloneAsync()) { " + Drop + " }")]
    [TestCase("if (IsClone() == true) { " + Drop + " }")]
    [TestCase("if (true != IsClone()) { return; }" + Drop)]
    [TestCase("if (IsClone() is true) { " + Drop + " }")]
    [TestCase("if (await IsCloneAsync() is not true) { return; }" + Drop)]
    [TestCase("await CloneGuard.EnsureAsync().ConfigureAwait(ConfigureAwaitOptions.ForceYielding);" + Drop)]
    [TestCase("switch (flag) { case true: Check(); break; default: await CloneGuard.EnsureAsync(); break; }" + Drop)]
    [TestCase("if (flag) { Check(); } return; " + Drop)]
    [TestCase("using var late = new NpgsqlCommand(\"DROP DATABASE prod\", connection); await CloneGuard.EnsureAsync(connection); await late.ExecuteNonQueryAsync();")]
    [TestCase("await CloneGuard.EnsureAsync(); var late = /*lang=sql*/ \"DROP DATABASE prod\";")]
    public async Task A_guard_on_every_path_keeps_it_quiet(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase(Loud + "await CloneGuard.EnsureAsync();", TestName = "after the statement")]
    [TestCase("if (flag) { await CloneGuard.EnsureAsync(); }" + Loud, TestName = "in a branch")]
    [TestCase("if (flag) { await CloneGuard.EnsureAsync(); } else { " + Loud + " }", TestName = "in the other branch")]
    [TestCase("_ = CloneGuard.EnsureAsync();" + Loud, TestName = "not awaited")]
    [TestCase("await CloneGuard.EnsureAsync().ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);" + Loud, TestName = "awaited without its failure")]
    [TestCase("[Conditional(\"DEBUG\")] [CloneGuard] static void G() { } G();" + Loud, TestName = "in a build for debugging only")]
    [TestCase("[CloneGuard] IEnumerable<int> G() { yield return 1; } G();" + Loud, TestName = "never enumerated")]
    [TestCase("[CloneGuard] async void G() { await CloneGuard.EnsureAsync(); } G();" + Loud, TestName = "async void")]
    [TestCase("if (IsClone() == false) { " + Loud + " }", TestName = "an answer that is no")]
    [TestCase("if (IsClone() is not true) { " + Loud + " }", TestName = "an answer that is not yes")]
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
    [TestCase("await Inner(); await CloneGuard.EnsureAsync(); async Task Inner() { await Task.Yield(); " + Loud + " }", TestName = "after a call of the local function")]
    [TestCase("await CloneGuard.EnsureAsync(); async Task Inner() { await Task.Yield(); " + Loud + " }", TestName = "before a local function that nobody calls")]
    [TestCase("Func<Task> run = async () => { await Task.Yield(); " + Loud + " }; await CloneGuard.EnsureAsync(); await run();", TestName = "after a lambda was made")]
    [TestCase("if (flag) { " + Loud + " return; } await CloneGuard.EnsureAsync();", TestName = "before an early return")]
    [TestCase("while (flag) { " + Loud + " await CloneGuard.EnsureAsync(); }", TestName = "at the end of a loop")]
    [TestCase("do { if (flag) continue; await CloneGuard.EnsureAsync(); } while (name is null);" + Loud, TestName = "passed over by continue")]
    [TestCase("try { await CloneGuard.EnsureAsync(); } catch (DbException e) when (e.ErrorCode == 1) { }" + Loud, TestName = "swallowed under a condition")]
    [TestCase("try { await CloneGuard.EnsureAsync(); } catch (DbException) { if (flag) throw; }" + Loud, TestName = "rethrown on some paths only")]
    [TestCase("for (var i = 0; i < name.Length; i++) { await CloneGuard.EnsureAsync(); }" + Loud, TestName = "in a loop that may run zero times")]
    [TestCase("_ = flag ? CloneGuard.EnsureAsync() : Task.CompletedTask;" + Loud, TestName = "one arm of a choice")]
    [TestCase("await (flag ? CloneGuard.EnsureAsync() : Task.CompletedTask);" + Loud, TestName = "awaited in one arm of a choice")]
    [TestCase("_ = name ?? await GuardedName();" + Loud, TestName = "behind a null check")]
    [TestCase("IsClone();" + Loud, TestName = "an answer that nobody reads")]
    [TestCase("if (IsClone()) { return; }" + Loud, TestName = "an answer that is taken the other way round")]
    [TestCase("if (flag || IsClone()) { " + Loud + " }", TestName = "an answer that is not needed")]
    [TestCase("switch (name) { case \"a\": Check(); break; case \"b\": " + Loud + " break; }", TestName = "in another case")]
    public async Task A_way_round_the_guard_is_loud(string statements) =>
        await Snippet.InMethod(statements).ShouldReport("SBX1001");

    [TestCase("await Acme.Db.EnsureCloneAsync();" + Drop)]
    [TestCase("await Acme.Db.CheckAsync();" + Loud)]
    public async Task A_project_names_its_own_guards(string statements) =>
        await (Snippet.InMethod(statements) + "namespace Acme { static class Db { public static Task EnsureCloneAsync() => Task.CompletedTask; public static Task CheckAsync() => Task.CompletedTask; } }")
            .ShouldReport("SBX1001", ("sandbox_guard_methods", "Acme.Other.Check, Acme.Db.EnsureCloneAsync"));

    [Test]
    public async Task A_guard_among_top_level_statements_counts()
    {
        const string source = """
            await using var connection = new NpgsqlConnection("");
            await using var loud = new NpgsqlCommand("[|DROP DATABASE|] a", connection);
            await loud.ExecuteNonQueryAsync();
            await CloneGuard.EnsureAsync(connection);
            await using var quiet = new NpgsqlCommand("DROP DATABASE a", connection);
            """;
        await source.ShouldReport("SBX1001");
    }

    [Test]
    public async Task A_guard_in_an_override_of_a_marked_method_counts()
    {
        const string source = """
            abstract class Base { [CloneGuard] protected abstract void Check(); }
            sealed class Derived : Base
            {
                protected override void Check() { }
                void Run(DbCommand command) { Check(); command.CommandText = "DROP DATABASE prod"; }
            }
            """;
        await source.ShouldReport("SBX1001");
    }

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
