using Bansuri.Abstractions;
using Bansuri.Abstractions.Options;

namespace Bansuri.Host.Plugins;

/// <summary>Makes the tasks of one type; what MEF composes for each class with a <see cref="TaskTypeAttribute"/>.</summary>
internal interface ITaskFactory
{
    /// <summary>Runs the plugin's constructors; what they throw comes through as it is.</summary>
    AbstractTask Create(TaskConfig config, OptionValues options);
}
