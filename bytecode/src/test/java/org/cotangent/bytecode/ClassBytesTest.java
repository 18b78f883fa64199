package org.cotangent.bytecode;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.attribute.ModuleAttribute;
import java.lang.classfile.attribute.ModuleProvideInfo;
import java.lang.classfile.attribute.ModuleRequireInfo;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.lang.constant.ModuleDesc;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.cotangent.ir.Func;
import org.cotangent.runtime.UnsupportedBytecode;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who knows the bytes of classes that no loader hands out is asked for them.
class ClassBytesTest {
    private static final String PROVIDER = "made.Provider";

    @TempDir
    Path folder;

    @Test
    void theFirstThatAnswersIsTaken() {
        ClassBytes none = (_, _) -> Optional.empty();
        ClassBytes one = (_, _) -> Optional.of(new byte[] {1});
        ClassBytes two = (_, _) -> Optional.of(new byte[] {2});
        ClassLoader loader = ClassBytesTest.class.getClassLoader();
        assertArrayEquals(new byte[] {1}, ClassBytes.chain(List.of(none, one, two)).find(loader, "A").orElseThrow());
        assertEquals(Optional.empty(), ClassBytes.chain(List.of(none)).find(loader, "A"));
    }

    @Test
    void classesWithoutAFileHaveNone() {
        assertEquals(Optional.empty(), ClassBytes.installed().find(ClassBytesTest.class.getClassLoader(), "no.Such"));
    }

    /// A module that provides the bytes of `made.Unseen`: one byte, 42.
    private void writeProvider() throws IOException {
        ClassDesc provider = ClassDesc.of(PROVIDER);
        ClassDesc service = ClassDesc.of(ClassBytes.class.getName());
        byte[] module = ClassFile.of().buildModule(ModuleAttribute.of(ModuleDesc.of("made"), m -> m
                .requires(ModuleRequireInfo.of(ModuleDesc.of("java.base"), Set.of(), null))
                .requires(ModuleRequireInfo.of(ModuleDesc.of("org.cotangent.bytecode"), Set.of(), null))
                .provides(ModuleProvideInfo.of(service, provider))));
        ClassDesc optional = ClassDesc.of("java.util.Optional");
        MethodTypeDesc find =
                MethodTypeDesc.of(optional, ClassDesc.of("java.lang.ClassLoader"), ConstantDescs.CD_String);
        byte[] type = ClassFile.of().build(provider, c -> c.withFlags(ClassFile.ACC_PUBLIC)
                .withInterfaceSymbols(service)
                .withMethodBody("<init>", ConstantDescs.MTD_void, ClassFile.ACC_PUBLIC, code -> code.aload(0)
                        .invokespecial(ConstantDescs.CD_Object, "<init>", ConstantDescs.MTD_void)
                        .return_())
                .withMethodBody("find", find, ClassFile.ACC_PUBLIC, code -> code.iconst_1()
                        .newarray(java.lang.classfile.TypeKind.BYTE)
                        .dup().iconst_0().bipush(42).bastore()
                        .invokestatic(optional, "of", MethodTypeDesc.of(optional, ConstantDescs.CD_Object))
                        .areturn()));
        Files.write(folder.resolve("module-info.class"), module);
        Files.createDirectories(folder.resolve("made"));
        Files.write(folder.resolve("made/Provider.class"), type);
    }

    private static Path home(Class<?> c) throws URISyntaxException {
        return Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI());
    }

    @Test
    void aModuleMayProvideThem() throws Exception {
        writeProvider();
        ModuleFinder found = ModuleFinder.of(
                folder, home(ClassBytes.class), home(Func.class), home(UnsupportedBytecode.class),
                home(NullMarked.class));
        Configuration modules = ModuleLayer.boot().configuration()
                .resolveAndBind(found, ModuleFinder.of(), Set.of("org.cotangent.bytecode"));
        ClassLoader loader = ModuleLayer.boot()
                .defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader())
                .findLoader("org.cotangent.bytecode");
        Class<?> type = loader.loadClass(ClassBytes.class.getName());
        assertEquals("org.cotangent.bytecode", type.getModule().getName());
        Object installed = type.getMethod("installed").invoke(null);
        Method find = type.getMethod("find", ClassLoader.class, String.class);
        Object answer = find.invoke(installed, loader, "made.Unseen");
        assertArrayEquals(new byte[] {42}, (byte[]) ((Optional<?>) answer).orElseThrow());
    }
}
