using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace Sandbox.Analyzers.Sinks;

/// <summary>The types that SQL goes through, looked up once per compilation.</summary>
internal sealed class AdoTypes
{
    /// <summary>The namespaces of drivers that speak to other servers than PostgreSQL: their SQL is another one.</summary>
    private static readonly ImmutableHashSet<string> OtherDrivers = ImmutableHashSet.Create(
        StringComparer.Ordinal,
        "Microsoft.Data.SqlClient",
        "System.Data.SqlClient",
        "Microsoft.Data.Sqlite",
        "System.Data.SQLite",
        "MySql.Data.MySqlClient",
        "MySqlConnector",
        "Oracle.ManagedDataAccess.Client",
        "FirebirdSql.Data.FirebirdClient",
        "IBM.Data.Db2",
        "DuckDB.NET.Data",
        "ClickHouse.Client.ADO");

    private readonly INamedTypeSymbol?[] _commands;
    private readonly INamedTypeSymbol?[] _connections;
    private readonly INamedTypeSymbol? _adapter;
    private readonly INamedTypeSymbol? _dataSource;
    private readonly INamedTypeSymbol? _session;
    private readonly INamedTypeSymbol? _sessionExtensions;

    private AdoTypes(INamedTypeSymbol command, Compilation compilation)
    {
        _commands =
        [
            command,
            compilation.GetTypeByMetadataName("System.Data.Common.DbBatchCommand"),
            compilation.GetTypeByMetadataName("System.Data.IDbCommand"),
        ];
        _adapter = compilation.GetTypeByMetadataName("System.Data.Common.DbDataAdapter");
        _dataSource = compilation.GetTypeByMetadataName("System.Data.Common.DbDataSource");
        _session = compilation.GetTypeByMetadataName("Sandbox.Postgres.ISession");
        _sessionExtensions = compilation.GetTypeByMetadataName("Sandbox.Postgres.SessionExtensions");
        _connections =
        [
            compilation.GetTypeByMetadataName("System.Data.Common.DbConnection"),
            compilation.GetTypeByMetadataName("System.Data.IDbConnection"),
            _dataSource,
            _session,
            compilation.GetTypeByMetadataName("Microsoft.EntityFrameworkCore.Infrastructure.DatabaseFacade"),
        ];
    }

    /// <summary>The types; null where the compilation does not know ADO.NET, so that nothing needs to be looked at.</summary>
    public static AdoTypes? Find(Compilation compilation) =>
        compilation.GetTypeByMetadataName("System.Data.Common.DbCommand") is { } command ? new AdoTypes(command, compilation) : null;

    /// <summary>Whether a type belongs to the driver of another server.</summary>
    public static bool IsForeign(ITypeSymbol? type) => type?.ContainingNamespace is { } name && OtherDrivers.Contains(name.ToDisplayString());

    /// <summary>Whether a type is a command whose <c>CommandText</c> is SQL of PostgreSQL, as far as its driver tells.</summary>
    public bool IsCommand(ITypeSymbol? type) => !IsForeign(type) && Array.Exists(_commands, command => Derives(type, command));

    /// <summary>Whether a value of a type leads to a database: a connection, a source of them, a session of ours, EF Core's <c>Database</c>.</summary>
    public bool IsConnection(ITypeSymbol? type) => Array.Exists(_connections, connection => Derives(type, connection));

    /// <summary>Whether a type has <c>CreateCommand(commandText)</c> (Npgsql's, and the framework's abstract one).</summary>
    public bool IsDataSource(ITypeSymbol? type) => Derives(type, _dataSource);

    /// <summary>Whether a type fills tables from a query that its constructor is given.</summary>
    public bool IsAdapter(ITypeSymbol? type) => !IsForeign(type) && Derives(type, _adapter);

    /// <summary>Whether a method of ours takes SQL as its parameter <c>statement</c>.</summary>
    public bool IsSession(ITypeSymbol? type) =>
        Derives(type, _session) || (_sessionExtensions is not null && SymbolEqualityComparer.Default.Equals(type, _sessionExtensions));

    /// <summary>Whether a type is one, derives from it or implements it.</summary>
    public static bool Derives(ITypeSymbol? type, INamedTypeSymbol? ancestor)
    {
        if (type is null || ancestor is null)
        {
            return false;
        }

        for (var current = type; current is not null; current = current.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(current, ancestor))
            {
                return true;
            }
        }

        return ancestor.TypeKind == TypeKind.Interface && type.AllInterfaces.Contains(ancestor, SymbolEqualityComparer.Default);
    }
}
