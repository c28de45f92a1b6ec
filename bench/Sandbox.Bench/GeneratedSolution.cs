using System.Globalization;

namespace Sandbox.Bench;

/// <summary>A solution of four projects with ordinary code and its tests, and SQL in every tenth file; nothing in it is found by a rule of the preset <c>safety</c>.</summary>
internal static class GeneratedSolution
{
    private const int Projects = 4;

    /// <summary>Writes it.</summary>
    /// <param name="folder">An empty folder.</param>
    /// <param name="files">How many C# files.</param>
    /// <param name="analyzers">The analyzers' dll.</param>
    /// <returns>The solution's file.</returns>
    public static async Task<string> WriteAsync(string folder, int files, string analyzers)
    {
        for (var i = 0; i < files; i++)
        {
            var project = Directory.CreateDirectory(Path.Combine(folder, Name(i % Projects)));
            await File.WriteAllTextAsync(Path.Combine(project.FullName, $"Ledger{Number(i)}.cs"), Source(Number(i)) + (i % 10 == 0 ? Store(Number(i)) : ""));
        }

        for (var project = 0; project < Projects; project++)
        {
            await File.WriteAllTextAsync(Path.Combine(folder, Name(project), Name(project) + ".csproj"), Project(analyzers));
        }

        var solution = Path.Combine(folder, "Generated.slnx");
        await File.WriteAllTextAsync(solution, $"<Solution>{string.Concat(Enumerable.Range(0, Projects).Select(static project => $"""<Project Path="{Name(project)}/{Name(project)}.csproj" />"""))}</Solution>");
        return solution;
    }

    private static string Number(int i) => i.ToString(CultureInfo.InvariantCulture);

    private static string Name(int project) => "Part" + Number(project);

    /// <summary>Which analyzers run besides the SDK's own is a property, so that all builds stand on one restore.</summary>
    private static string Project(string analyzers) => $"""
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <Nullable>enable</Nullable>
            <ImplicitUsings>enable</ImplicitUsings>
            <ReportAnalyzer>true</ReportAnalyzer>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Npgsql" Version="10.0.0" />
            <PackageReference Include="NUnit" Version="5.0.0" />
            <PackageReference Include="NUnit.Analyzers" Version="4.15.0" />
          </ItemGroup>
          <ItemGroup>
            <Analyzer Include="{analyzers}" />
          </ItemGroup>
          <Target Name="Choose" BeforeTargets="CoreCompile">
            <ItemGroup>
              <Analyzer Remove="@(Analyzer)" Condition="'%(Filename)' != '$(With)' and ('%(Filename)' == 'Sandbox.Analyzers' or '%(Filename)' == 'nunit.analyzers')" />
            </ItemGroup>
          </Target>
        </Project>
        """;

    private static string Source(string number) => $$"""
        using System.Globalization;
        using NUnit.Framework;

        namespace Generated;

        /// <summary>Amounts by customer.</summary>
        public sealed class Ledger{{number}}
        {
            private readonly Dictionary<int, decimal> _amounts = [];

            public decimal Total => _amounts.Values.Sum();

            public int Customers => _amounts.Count;

            public void Add(int customer, decimal amount)
            {
                if (amount < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(amount), $"customer {customer} cannot owe {amount}");
                }

                _amounts[customer] = _amounts.GetValueOrDefault(customer) + amount;
            }

            public IEnumerable<string> Describe(CultureInfo culture)
            {
                foreach (var (customer, amount) in _amounts.OrderBy(entry => entry.Key))
                {
                    var level = amount switch { < 10 => "small", < 100 => "usual", _ => "large" };
                    yield return string.Create(culture, $"{customer,8}: {amount:F2} ({level})");
                }
            }

            public async Task<int> WriteAsync(TextWriter writer, CancellationToken cancellationToken)
            {
                var lines = 0;
                foreach (var line in Describe(CultureInfo.InvariantCulture))
                {
                    await writer.WriteLineAsync(line.AsMemory(), cancellationToken);
                    lines++;
                }

                return lines;
            }
        }

        [TestFixture]
        public sealed class Ledger{{number}}Tests
        {
            [TestCase(1, 2)]
            [TestCase(3, 4)]
            public void An_amount_counts(int customer, int amount)
            {
                var ledger = new Ledger{{number}}();
                ledger.Add(customer, amount);
                ledger.Add(customer, amount);
                Assert.That(ledger.Total, Is.EqualTo(2 * amount));
                Assert.That(ledger.Customers, Is.EqualTo(1));
            }

            [Test]
            public async Task Each_customer_has_a_line()
            {
                var ledger = new Ledger{{number}}();
                ledger.Add(1, 5);
                ledger.Add(2, 50);
                using var writer = new StringWriter();
                Assert.That(await ledger.WriteAsync(writer, TestContext.CurrentContext.CancellationToken), Is.EqualTo(2));
                Assert.That(writer.ToString(), Does.Contain("small").And.Contain("usual"));
            }

            [Test]
            public void Nobody_owes_less_than_nothing() =>
                Assert.That(() => new Ledger{{number}}().Add(1, -1), Throws.InstanceOf<ArgumentOutOfRangeException>().With.Message.Contains("cannot owe"));
        }

        """;

    private static string Store(string number) => $$""""

        /// <summary>Amounts by customer, in a database.</summary>
        public sealed class Store{{number}}(Npgsql.NpgsqlDataSource source)
        {
            private const string Columns = "customer, amount, booked_at";

            public async Task<decimal> TotalAsync(int customer, CancellationToken cancellationToken)
            {
                await using var command = source.CreateCommand("SELECT coalesce(sum(amount), 0) FROM ledger.entry WHERE customer = $1");
                command.Parameters.AddWithValue(customer);
                return (decimal)(await command.ExecuteScalarAsync(cancellationToken))!;
            }

            public async Task AddAsync(int customer, decimal amount, CancellationToken cancellationToken)
            {
                await using var command = source.CreateCommand($"""
                    INSERT INTO ledger.entry ({Columns})
                    VALUES ($1, $2, now())
                    ON CONFLICT (customer) DO UPDATE SET amount = ledger.entry.amount + excluded.amount
                    """);
                command.Parameters.AddWithValue(customer);
                command.Parameters.AddWithValue(amount);
                await command.ExecuteNonQueryAsync(cancellationToken);
            }

            public async Task<int> ForgetAsync(Npgsql.NpgsqlConnection connection, string table, int days, CancellationToken cancellationToken)
            {
                await using var command = new Npgsql.NpgsqlCommand("DELETE FROM " + table + " WHERE booked_at < now() - $1 * interval '1 day'", connection);
                command.Parameters.AddWithValue(days);
                return await command.ExecuteNonQueryAsync(cancellationToken);
            }
        }

        """";
}
