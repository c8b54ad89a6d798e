namespace Bansuri.Abstractions;

/// <summary>How a probe looks at a task: <c>ready</c>, <c>alive</c>.</summary>
public enum ProbeKind
{
    /// <summary>A command that exits 0.</summary>
    Exec,

    /// <summary>A URL that answers with a 2xx status.</summary>
    Http,

    /// <summary>A <c>host:port</c> that accepts a connection.</summary>
    Tcp,

    /// <summary>A path that exists.</summary>
    File,

    /// <summary>A regular expression that matches a whole line of output.</summary>
    Log,

    /// <summary><c>READY=1</c> over <c>NOTIFY_SOCKET</c>, as sd_notify(3) sends it.</summary>
    Notify,
}
