namespace Bansuri.Abstractions;

/// <summary>How captured files are written: <c>log-format</c>.</summary>
public enum LogFormat
{
    /// <summary>The bytes exactly as written.</summary>
    Raw,

    /// <summary>Time and stream before each line.</summary>
    Text,

    /// <summary>One JSON object for each line.</summary>
    Json,
}
