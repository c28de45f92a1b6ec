using System.Text;
using Sandbox.Postgres.Wire;

namespace Sandbox.Postgres.Tests.Wire;

/// <summary>Passwords with more than ASCII in them: what the server made of the one that was set, we make of the one that is given.</summary>
[Parallelizable(ParallelScope.All)]
public sealed class PasswordPreparationTests
{
    private static CancellationToken Token => TestContext.CurrentContext.CancellationToken;

    [TestCase("p\u00e4ssw\u00f6rd", "pa\u0308sswo\u0308rd", Description = "marks apart")]
    [TestCase("\ufb01\u2163", "fiIV", Description = "compatibility characters")]
    [TestCase("a\u00a0b\u3000c", "a b c", Description = "other spaces")]
    [TestCase("pass\u00adword", "password", Description = "a soft hyphen")]
    [TestCase("\u1112\u1161\u11ab", "\ud55c", Description = "Hangul")]
    [TestCase("q\u0307\u0323", "q\u0323\u0307", Description = "marks in another order")]
    [TestCase("\u05d0\ufb2a\u05d0", "\u05d0\u05e9\u05c1\u05d0", Description = "from right to left")]
    [TestCase("\u4e2d\u6587", "\u4e2d\u6587")]
    public async Task Passwords_that_are_prepared_alike_are_one(string set, string given)
    {
        (await LetsInAsync(set, set)).ShouldBeTrue();
        (await LetsInAsync(set, given)).ShouldBeTrue();
        (await LetsInAsync(given, set)).ShouldBeTrue();
    }

    [TestCase("\ufb01\u0007", "fi\u0007", Description = "a control character")]
    [TestCase("\ufb01\ud83d\ude00", "fi\ud83d\ude00", Description = "younger than Unicode 3.2")]
    [TestCase("\u05d0\ufb01", "\u05d0fi", Description = "both directions")]
    [TestCase("\u05d0\u2460", "\u05d01", Description = "ends in the other direction")]
    [TestCase("\u00ad", "", Description = "nothing left")]
    public async Task A_password_against_the_rules_is_used_as_typed(string set, string prepared)
    {
        (await LetsInAsync(set, set)).ShouldBeTrue();
        (await LetsInAsync(set, prepared + "\u00ad")).ShouldBe(prepared.Length == 0);
    }

    [TestCase(0x00a1, 0x00ac), TestCase(0x00ae, 0x0220), TestCase(0x0222, 0x0233), TestCase(0x0300, 0x033f), TestCase(0x0342, 0x034e), TestCase(0x0360, 0x036f)]
    [TestCase(0x0400, 0x0486), TestCase(0x0929, 0x0939), TestCase(0x0958, 0x0970), TestCase(0x0f40, 0x0f47), TestCase(0x0f71, 0x0f8b)]
    [TestCase(0x1e00, 0x1e9b), TestCase(0x1ea0, 0x1ef9), TestCase(0x1f20, 0x1f45), TestCase(0x1f80, 0x1fb4)]
    [TestCase(0x2070, 0x2071), TestCase(0x2100, 0x213a), TestCase(0x2153, 0x2183), TestCase(0x2460, 0x24fe), TestCase(0x2f00, 0x2fd5)]
    [TestCase(0x3041, 0x3096), TestCase(0x30a0, 0x30ff), TestCase(0x3131, 0x318e), TestCase(0x3300, 0x3376), TestCase(0xac00, 0xd7a3)]
    [TestCase(0xf900, 0xfa2d), TestCase(0xfb00, 0xfb06), TestCase(0xff01, 0xffbe), TestCase(0x1d15e, 0x1d172), TestCase(0x1d400, 0x1d454), TestCase(0x2f800, 0x2fa1d)]
    public async Task The_normal_form_is_the_server_s(int first, int last)
    {
        var text = new StringBuilder();
        var random = new Random(first);
        for (var codePoint = first; codePoint <= last; codePoint++)
        {
            // Alone, then between marks that compete for it, then before a vowel and a final consonant of Hangul and a sound mark of Katakana.
            var character = char.ConvertFromUtf32(codePoint);
            var marks = random.GetItems("\u0300\u0301\u0304\u0307\u0308\u0323\u0327\u0328\u0345\u093c\u3099\u309a".ToCharArray(), 3);
            text.Append(character).Append(' ').Append(character).Append(marks).Append(' ').Append(character).Append("\u1161\u11a8 ");
        }

        await using var session = await WireServer.OpenAsync();
        var normalised = (await session.ScalarAsync("SELECT normalize($1, NFKC)", Token, text.ToString())).ShouldNotBeNull();

        normalised.ShouldNotBe(text.ToString());
        (await LetsInAsync(normalised, text.ToString())).ShouldBeTrue();
    }

    /// <summary>Whether a role with one password gets in with another.</summary>
    private static async Task<bool> LetsInAsync(string set, string given)
    {
        await using var owner = await WireServer.OpenAsync();
        var role = (await owner.ScalarAsync("SELECT 'prepared_' || pg_backend_pid()", Token)).ShouldNotBeNull();
        await owner.QueryAsync((await owner.ScalarAsync("SELECT format('CREATE ROLE %I LOGIN PASSWORD %L', $1::text, $2::text)", Token, role, set))!, Token);
        try
        {
            await using var session = await WireSession.OpenAsync(WireServer.Local with { User = role, Password = given }, Token);
            return session.Status == TransactionStatus.Idle;
        }
        catch (SandboxException refused) when (refused.Message.Contains("28P01", StringComparison.Ordinal))
        {
            return false;
        }
        finally
        {
            await owner.QueryAsync($"DROP ROLE {role}", Token);
        }
    }
}
