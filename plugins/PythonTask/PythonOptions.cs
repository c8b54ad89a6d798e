using System.ComponentModel;

namespace Bansuri.Plugins.Python;

/// <summary>What stands in <c>with</c> of a Python task.</summary>
/// <param name="Class">A subclass of <c>AbstractTask</c> as <c>module:Class</c>; the command is then what the class makes of it.</param>
/// <param name="Interpreter">The program, a path or a name in PATH. Default: of <c>venv</c> or <c>conda</c>, otherwise <c>python3</c>.</param>
/// <param name="Venv">The folder of a virtual environment.</param>
/// <param name="Conda">The name or the folder of a conda environment.</param>
/// <param name="Path">Folders for the module path, after the working directory.</param>
/// <param name="Unbuffered">Whether output is written at once.</param>
public sealed record PythonOptions(
    [Description("a subclass of AbstractTask as module:Class; the command is then what the class makes of it")] string? Class = null,
    [Description("the program, a path or a name in PATH. Default: of `venv` or `conda`, otherwise `python3`")] string? Interpreter = null,
    [Description("the folder of a virtual environment")] string? Venv = null,
    [Description("the name or the folder of a conda environment")] string? Conda = null,
    [Description("folders for the module path, after the working directory")] IReadOnlyList<string>? Path = null,
    [Description("whether output is written at once")] bool Unbuffered = true);
