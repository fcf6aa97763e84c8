package io.tagstream.app;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.util.List;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/**
 * A Java agent that gives the shipped worker's decoder two habits of bad native code: of bytes that contain {@link #ABORTS} it aborts
 * the process, with the C library's abort, on the decoding thread; with bytes that contain {@link #HANGS} it waits, for as long as
 * a file is there.
 */
public final class TestDecoderAgent {

    static final String ABORTS = "tagstream-test:abort";
    static final String HANGS = "tagstream-test:hang";

    private static final String DECODER = "io/tagstream/decode/Decoder";
    /** Not below tagstream, where the worker knows every setting. */
    private static final String HOLD = "test.decoder.hold";

    private TestDecoderAgent() {}

    /**
     * Writes the agent as a jar.
     *
     * @param hold as long as this file is there, the decoder hangs
     * @return the argument for the JVM
     */
    static String jvmArgument(Path jar, Path hold) throws IOException {
        String name = TestDecoderAgent.class.getName();
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().putValue("Premain-Class", name);
        manifest.getMainAttributes()
                .putValue("Boot-Class-Path", jar.getFileName().toString());
        try (OutputStream out = Files.newOutputStream(jar);
                JarOutputStream entries = new JarOutputStream(out, manifest)) {
            for (Class<?> part : List.of(TestDecoderAgent.class, Transformer.class, Prologue.class)) {
                String file = part.getName().replace('.', '/') + ".class";
                try (InputStream bytes = TestDecoderAgent.class.getResourceAsStream("/" + file)) {
                    entries.putNextEntry(new JarEntry(file));
                    bytes.transferTo(entries);
                    entries.closeEntry();
                }
            }
        }
        return "-javaagent:" + jar + "=" + hold;
    }

    /** Called by the JVM. The jar is on the boot class path, where the worker's own class loaders find it. */
    public static void premain(String hold, Instrumentation instrumentation) {
        System.setProperty(HOLD, hold);
        instrumentation.addTransformer(new Transformer());
    }

    /** Called by the transformed decoder. */
    @SuppressWarnings("restricted") // calling abort is what this is for
    public static void beforeDecode(byte[] photo) throws Throwable {
        String bytes = new String(photo, ISO_8859_1);
        if (bytes.contains(ABORTS)) {
            Linker linker = Linker.nativeLinker();
            linker.downcallHandle(linker.defaultLookup().findOrThrow("abort"), FunctionDescriptor.ofVoid())
                    .invoke();
        }
        while (bytes.contains(HANGS) && Files.exists(Path.of(System.getProperty(HOLD)))) {
            Thread.sleep(10);
        }
    }

    private static final class Transformer implements ClassFileTransformer {

        @Override
        public byte[] transform(
                ClassLoader loader, String name, Class<?> redefined, ProtectionDomain domain, byte[] bytes) {
            return DECODER.equals(name) ? transformed(loader, bytes) : null;
        }

        private static byte[] transformed(ClassLoader loader, byte[] bytes) {
            ClassFile files = ClassFile.of(ClassHierarchyResolverOption.of(
                    ClassHierarchyResolver.ofResourceParsing(loader).orElse(ClassHierarchyResolver.defaultResolver())));
            return files.transformClass(
                    files.parse(bytes),
                    ClassTransform.transformingMethodBodies(
                            method -> method.methodName().equalsString("decode"), new Prologue()));
        }
    }

    private static final class Prologue implements CodeTransform {

        @Override
        public void atStart(CodeBuilder code) {
            code.aload(1)
                    .invokestatic(
                            ClassDesc.of(TestDecoderAgent.class.getName()),
                            "beforeDecode",
                            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_byte.arrayType()));
        }

        @Override
        public void accept(CodeBuilder code, CodeElement element) {
            code.with(element);
        }
    }
}
