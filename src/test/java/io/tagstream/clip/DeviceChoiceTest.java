package io.tagstream.clip;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceChoiceTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    auto       | 0 | cpu
                    auto       | 2 | cuda:0 cuda:1
                    cpu        | 0 | cpu
                    cpu        | 2 | cpu
                    cuda       | 3 | cuda:0 cuda:1 cuda:2
                    cuda:0     | 1 | cuda:0
                    cuda:1     | 2 | cuda:1
                    cuda:2,0   | 3 | cuda:2 cuda:0
                    CUDA: 0, 1 | 2 | cuda:0 cuda:1
                    """)
    void isTheseDevicesOnAMachineOfSoManyGpus(String choice, int gpus, String devices) {
        assertThat(DeviceChoice.parse(choice).devices(gpus))
                .extracting(ClipDevice::label)
                .containsExactly(devices.split(" "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "gpu", "cuda:", "cuda:a", "cuda:0,", "cuda:-1", "cuda:1000", "cpu:0", "mps"})
    void refusesWhatIsNoDevice(String choice) {
        assertThatThrownBy(() -> DeviceChoice.parse(choice))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("'" + choice + "' is no device: auto, cpu, cuda, or cuda:0,1");
    }

    @Test
    void refusesAGpuNamedTwice() {
        assertThatThrownBy(() -> DeviceChoice.parse("cuda:1,0,1")).hasMessageContaining("names a GPU twice");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    cuda     | 0 | the device cuda is not there; there is cpu.
                    cuda:0   | 0 | the device cuda:0 is not there; there is cpu.
                    cuda:1,2 | 2 | the device cuda:1,2 is not there; there are cuda:0, cuda:1, cpu.
                    """)
    void namesWhatIsThereInsteadOfAMissingDevice(String choice, int gpus, String message) {
        assertThatThrownBy(() -> DeviceChoice.parse(choice).devices(gpus))
                .isInstanceOf(DeviceMissingException.class)
                .hasMessageStartingWith(message)
                .hasMessageContaining("PYTORCH_LIBRARY_PATH");
    }

    @Test
    void libtorchForProcessorsHasNoGpu() {
        assertThat(ClipModel.devices(DeviceChoice.CPU, 1)).isEqualTo(List.of(ClipDevice.CPU));
        assertThat(ClipModel.devices(DeviceChoice.AUTO, 1)).isNotEmpty();
    }
}
