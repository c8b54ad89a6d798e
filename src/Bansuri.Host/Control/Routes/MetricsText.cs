using System.Globalization;
using System.Text;
using Bansuri.Host.Supervision;
using Microsoft.AspNetCore.Http;

namespace Bansuri.Host.Control.Routes;

/// <summary>The metrics in Prometheus' text format (https://prometheus.io/docs/instrumenting/exposition_formats/).</summary>
internal static class MetricsText
{
    public static Task WriteAsync(HttpResponse response, ControlServices services)
    {
        response.ContentType = "text/plain; version=0.0.4; charset=utf-8";
        return response.WriteAsync(Render(services));
    }

    private static string Render(ControlServices services)
    {
        var host = services.Host.Current;
        var tasks = services.Board.Snapshots;
        var text = new StringBuilder();

        void Family(string name, string type, string help, IEnumerable<(string Labels, double? Value)> samples)
        {
            text.Append(CultureInfo.InvariantCulture, $"# HELP {name} {help}\n# TYPE {name} {type}\n");
            foreach (var (labels, value) in samples.Where(sample => sample.Value is not null))
            {
                text.Append(CultureInfo.InvariantCulture, $"{name}{labels} {value}\n");
            }
        }

        void PerTask(string name, string type, string help, Func<TaskSnapshot, double?> value) =>
            Family(name, type, help, tasks.Select(task => ($$"""{task="{{task.Name}}"}""", value(task))));

        Family("bansuri_info", "gauge", "The host.", [($$"""{version="{{host.Version}}"}""", 1)]);
        Family("bansuri_start_time_seconds", "gauge", "When the host started, in Unix time.", [("", host.StartedAt.ToUnixTimeMilliseconds() / 1000.0)]);
        Family("bansuri_config_revision", "gauge", "The revision of the configuration that is applied.", [("", host.Config.Revision)]);
        Family("bansuri_config_errors", "gauge", "Errors of the configuration last read.", [("", host.Config.Errors.Length)]);
        Family("bansuri_plugins_pinned", "gauge", "Old generations of plugins that cannot be unloaded.", [("", host.PinnedPlugins.Length)]);
        Family("bansuri_tasks", "gauge", "Tasks by state.", Enum.GetValues<TaskState>().Select(state =>
            ($$"""{state="{{TaskDocuments.Word(state)}}"}""", (double?)tasks.Count(task => task.State == state))));
        PerTask("bansuri_task_runs_total", "counter", "Runs that have begun.", task => task.Runs);
        PerTask("bansuri_task_failed_runs_total", "counter", "Runs that failed.", task => task.FailedRuns);
        PerTask("bansuri_task_restarts_total", "counter", "Restarts.", task => task.Restarts);
        PerTask("bansuri_task_cpu_seconds", "gauge", "Processor time of the task's processes.", task => task.CpuSeconds);
        PerTask("bansuri_task_memory_bytes", "gauge", "Resident memory of the task's processes.", task => task.MemoryBytes);
        PerTask("bansuri_task_last_exit_timestamp_seconds", "gauge", "When the last attempt ended, in Unix time.", task =>
            task.LastExit?.At.ToUnixTimeMilliseconds() / 1000.0);
        return text.ToString();
    }
}
