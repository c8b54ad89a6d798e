namespace Bansuri.Abstractions.Diagnostics;

/// <summary>Every kind of diagnostic. docs/errors.md has a section for each; a test compares.</summary>
internal static class Codes
{
    // 001 to 009: the text itself.
    public static readonly DiagnosticCode Unreadable = new(1);
    public static readonly DiagnosticCode Syntax = new(2);
    public static readonly DiagnosticCode DuplicateKey = new(3);
    public static readonly DiagnosticCode Empty = new(4);
    public static readonly DiagnosticCode TooLarge = new(5);
    public static readonly DiagnosticCode IncludeCycle = new(6);
    public static readonly DiagnosticCode TooManyProblems = new(7);

    // 010 to 039: keys and values.
    public static readonly DiagnosticCode WrongShape = new(10);
    public static readonly DiagnosticCode MissingKey = new(11);
    public static readonly DiagnosticCode UnknownKey = new(12);
    public static readonly DiagnosticCode BadValue = new(13);
    public static readonly DiagnosticCode RepeatedSetting = new(14);
    public static readonly DiagnosticCode Contradiction = new(15);
    public static readonly DiagnosticCode BadSchedule = new(16);
    public static readonly DiagnosticCode BadExpansion = new(17);

    // 040 to 059: tasks among each other.
    public static readonly DiagnosticCode DuplicateTask = new(40);
    public static readonly DiagnosticCode UnknownTask = new(41);
    public static readonly DiagnosticCode DependencyCycle = new(42);

    // 060 to 079: task types and plugins.
    public static readonly DiagnosticCode UnknownType = new(60);
    public static readonly DiagnosticCode BadOption = new(61);
    public static readonly DiagnosticCode PluginRejected = new(62);

    // 080 to 099: what works, and is worth a word.
    public static readonly DiagnosticCode NotYet = new(80);
    public static readonly DiagnosticCode Advice = new(81);
    public static readonly DiagnosticCode SecretInPlainText = new(82);

    // 100 to 119: files, folders and permissions.
    public static readonly DiagnosticCode Permissions = new(100);
}
