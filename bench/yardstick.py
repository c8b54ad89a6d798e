"""The C programs that the bench compares with."""

import shutil
import subprocess
from pathlib import Path


def compiled(source, folder):
    """The program made from a C file beside this one, or None where there is no compiler."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        return None
    program = Path(folder) / Path(source).stem
    subprocess.run([compiler, "-O2", "-o", str(program), str(Path(__file__).with_name(source))], check=True)
    return str(program)
